-- Where each outlet stands.
create or replace view analysis.outlets as
with last_crawl as (
    select distinct on (outlet) *
    from raw.crawls
    order by outlet, crawl_id desc
),
pages as (
    select
        outlet,
        count(*) as pages,
        count(*) filter (where outcome is not null) as pages_read,
        count(*) filter (where outcome = 'unreadable') as pages_unreadable,
        count(*) filter (where outcome = 'not_article') as pages_not_articles
    from raw.pages
    group by outlet
),
articles as (
    select
        articles.outlet,
        max(articles.published_at) as newest_article_at,
        count(*) as articles,
        count(*) filter (where engagements.relevant) as relevant_articles
    from core.articles as articles
    left join core.engagements as engagements using (article_id)
    group by articles.outlet
),
failures as (
    select
        outlet,
        count(*) as failing
    from raw.failures
    group by outlet
)
select
    outlets.outlet,
    outlets.name,
    outlets.country,
    outlets.language,
    outlets.watched,
    case
        when not outlets.watched then 'not watched'
        when last_crawl.crawl_id is null then 'never'
        when last_crawl.finished_at is null then 'unfinished'
        when last_crawl.problem = 'killed before it ended' then 'killed'
        when last_crawl.problem is not null then 'failed'
        else 'ok'
    end as state,
    last_crawl.started_at as last_crawl_at,
    last_crawl.problem,
    last_crawl.listed,
    last_crawl.fetched,
    last_crawl.held,
    last_crawl.failed,
    articles.newest_article_at,
    coalesce(pages.pages, 0) as pages,
    coalesce(pages.pages_read, 0) as pages_read,
    coalesce(pages.pages_unreadable, 0) as pages_unreadable,
    coalesce(pages.pages_not_articles, 0) as pages_not_articles,
    coalesce(articles.articles, 0) as articles,
    coalesce(articles.relevant_articles, 0) as relevant_articles,
    coalesce(failures.failing, 0) as failing,
    verdicts.verdict,
    verdicts.since as verdict_since,
    verdicts.detail as verdict_detail
from raw.outlets as outlets
left join last_crawl using (outlet)
left join pages using (outlet)
left join articles using (outlet)
left join failures using (outlet)
left join raw.verdicts as verdicts using (outlet);

comment on view analysis.outlets is 'Where each outlet stands: its last crawl and what came of its pages.';
comment on column analysis.outlets.outlet is 'The news site, by its short name; one that is not watched by its domain.';
comment on column analysis.outlets.name is 'The news site, as it is written.';
comment on column analysis.outlets.country is 'Country whose press it belongs to (ISO 3166-1 alpha-2); null where that is not known.';
comment on column analysis.outlets.language is 'Language that it writes in (ISO 639-1); null where that is not known.';
comment on column analysis.outlets.watched is 'Whether it is crawled; of other sites only backfills bring pages.';
comment on column analysis.outlets.state is 'not watched, ok, failed (see problem), unfinished (its crawl is under way, or was killed and none has started since), killed, never.';
comment on column analysis.outlets.last_crawl_at is 'When the last crawl started; null where there was none.';
comment on column analysis.outlets.problem is 'Why the last crawl is not whole; null where it is.';
comment on column analysis.outlets.listed is 'Addresses of articles that the listings showed in the last crawl.';
comment on column analysis.outlets.fetched is 'Pages that it fetched.';
comment on column analysis.outlets.held is 'Articles listed that the archive held already.';
comment on column analysis.outlets.failed is 'Listings and pages that it could not have.';
comment on column analysis.outlets.newest_article_at is 'When the newest article that is held was published.';
comment on column analysis.outlets.pages is 'Pages that the archive holds.';
comment on column analysis.outlets.pages_read is 'Of these, pages that were read.';
comment on column analysis.outlets.pages_unreadable is 'Of these, pages that should be articles and can''t be read.';
comment on column analysis.outlets.pages_not_articles is 'Of these, pages that are no articles.';
comment on column analysis.outlets.articles is 'Articles that are held.';
comment on column analysis.outlets.relevant_articles is 'Of these, articles about dealings between Pakistan and Central Asia.';
comment on column analysis.outlets.failing is 'Addresses that could not be had when last asked for.';
comment on column analysis.outlets.verdict is 'How it stands by the watch: ok, unreachable, blocked, re-laid-out, stale, silent, not whole, partly failing, partly stale, low.';
comment on column analysis.outlets.verdict_since is 'Since when.';
comment on column analysis.outlets.verdict_detail is 'Why; null where it is well.';
