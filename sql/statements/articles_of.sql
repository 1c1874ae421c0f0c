-- The articles that are held under identities, locked until their new readings are loaded: in one order for all, so that
-- two loads can't wait for each other.
select
    articles.article_id,
    articles.outlet,
    articles.identity,
    articles.page_id
from core.articles as articles
join unnest(%(outlets)s::text[], %(identities)s::text[]) as wanted (outlet, identity) using (outlet, identity)
order by articles.outlet, articles.identity
for update of articles;
