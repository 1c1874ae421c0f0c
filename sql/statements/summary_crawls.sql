-- The last crawl of each outlet within a run (of each outlet's all, where no run is named), with what was read of its pages.
with last_crawl as (
    select distinct on (outlet) *
    from raw.crawls
    where %(run)s::text is null or run = %(run)s
    order by outlet, crawl_id desc
),
read as (
    select
        crawls.outlet,
        count(*) as fetched,
        count(*) filter (where pages.outcome = 'article') as articles,
        count(*) filter (where pages.outcome = 'not_article') as not_articles,
        count(*) filter (where pages.outcome = 'unreadable') as unreadable,
        count(*) filter (where engagements.relevant) as relevant
    from raw.pages as pages
    join raw.crawls as crawls using (crawl_id)
    left join core.articles as articles using (page_id)
    left join core.engagements as engagements using (article_id)
    where %(run)s::text is null or crawls.run = %(run)s
    group by crawls.outlet
)
select
    outlets.outlet as slug,
    outlets.name as outlet,
    last_crawl.listings_answered,
    last_crawl.listings_failed,
    last_crawl.listed,
    last_crawl.held,
    last_crawl.failed,
    coalesce(read.fetched, 0) as fetched,
    coalesce(read.articles, 0) as articles,
    coalesce(read.not_articles, 0) as not_articles,
    coalesce(read.unreadable, 0) as unreadable,
    coalesce(read.relevant, 0) as relevant,
    case when last_crawl.finished_at is null then 'did not end' else last_crawl.problem end as problem
from last_crawl
join raw.outlets as outlets using (outlet)
left join read using (outlet)
order by outlets.name;
