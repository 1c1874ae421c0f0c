-- Other addresses of articles' stories, as pages declare them, from both ends.
create or replace view analysis.article_twins as
with declared as (
    select
        articles.article_id,
        links.relation,
        links.language,
        links.url as twin_url,
        twins.article_id as twin_article_id,
        true as is_declared_here,
        links.evidence,
        links.page_id
    from core.articles as articles
    join core.page_links as links using (page_id)
    left join core.articles as twins
        on twins.outlet = articles.outlet
        and twins.identity = links.identity
        and twins.article_id <> articles.article_id
),
named as (
    select
        twins.article_id,
        links.relation,
        declaring.language,
        pages.url as twin_url,
        declaring.article_id as twin_article_id,
        false as is_declared_here,
        links.evidence,
        links.page_id
    from core.articles as twins
    join core.page_links as links on links.identity = twins.identity
    join raw.pages as pages
        on pages.page_id = links.page_id
        and pages.outlet = twins.outlet
        and pages.identity <> twins.identity
    left join core.articles as declaring on declaring.page_id = links.page_id
),
both_ends as (
    select * from declared
    union all
    select * from named
)
select
    both_ends.article_id,
    articles.outlet,
    articles.url,
    articles.headline,
    both_ends.relation,
    both_ends.language,
    both_ends.twin_url,
    both_ends.twin_article_id,
    both_ends.is_declared_here,
    both_ends.evidence,
    both_ends.page_id,
    engagements.relevant
from both_ends
join core.articles as articles using (article_id)
join core.engagements as engagements using (article_id);

comment on view analysis.article_twins is 'Other addresses of articles'' stories, as pages declare them: a row for what an article''s own page declares, and one for each other page that names the article.';
comment on column analysis.article_twins.article_id is 'The article; a relevant one stands in analysis.engagements.';
comment on column analysis.article_twins.outlet is 'Its news site, by its short name.';
comment on column analysis.article_twins.url is 'Its address.';
comment on column analysis.article_twins.headline is 'Its headline.';
comment on column analysis.article_twins.relation is 'canonical, amp, language (the story in another language) or print.';
comment on column analysis.article_twins.language is 'Of links to another language: as declared; where another page declares it, the language of that page''s article.';
comment on column analysis.article_twins.twin_url is 'The other address.';
comment on column analysis.article_twins.twin_article_id is 'The article there, where the warehouse holds it as one of its own; null for other forms of the same article and for what is not held.';
comment on column analysis.article_twins.is_declared_here is 'Whether the article''s own page declares it, or the other one.';
comment on column analysis.article_twins.evidence is 'The element as it stands on the declaring page.';
comment on column analysis.article_twins.page_id is 'The declaring page.';
comment on column analysis.article_twins.relevant is 'Whether the article is about dealings between Pakistan and Central Asia.';
