-- How far each of some files was read.
select
    file,
    size,
    state,
    position,
    records,
    pages,
    passed,
    held,
    not_articles,
    menus,
    unreadable,
    articles,
    relevant,
    problem
from raw.backfills
where file = any(%(files)s::text[])
order by backfill_id;
