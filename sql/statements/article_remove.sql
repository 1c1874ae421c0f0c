-- The article that was read from a page which turned out to hold none, with all that was read of it. Its near-copies are
-- compared anew.
with removed as (
    delete from core.articles
    where page_id = %(page_id)s
    returning article_id
),
near as (
    insert into core.articles_to_compare (article_id, language, moment)
    select
        sketches.article_id,
        sketches.language,
        sketches.moment
    from removed
    join core.near_copies as pairs using (article_id)
    join core.sketches as sketches on sketches.article_id = pairs.other_id
    on conflict (article_id) do nothing
)
select article_id
from removed;
