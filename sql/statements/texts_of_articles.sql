-- Articles with what tells a copy from what was copied.
select
    articles.article_id,
    articles.outlet,
    articles.identity,
    articles.headline,
    articles.body,
    articles.dateline_agency as agency,
    articles.published_at,
    articles.published_precision,
    pages.fetched_at
from core.articles as articles
join raw.pages as pages using (page_id)
where articles.article_id = any(%(article_ids)s::bigint[])
order by articles.article_id;
