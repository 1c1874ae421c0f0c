-- Files in which a page stands that may go, with how many of their pages may and how many stay.
with held as (
    select
        pages.warc_file,
        pages.outlet,
        pages.fetched_at,
        idle.page_id is not null as is_idle
    from raw.pages as pages
    left join raw.idle_pages as idle
        on idle.page_id = pages.page_id
        and idle.fetched_at < %(before)s
        and idle.reader_version >= %(reader_version)s
    where pages.removed_at is null and (%(outlets)s::text[] is null or pages.outlet = any(%(outlets)s::text[]))
)
select
    warc_file as file,
    min(outlet) as outlet,
    min(fetched_at) as since,
    count(*) filter (where is_idle) as idle,
    count(*) filter (where not is_idle) as kept
from held
group by warc_file
having bool_or(is_idle)
order by min(outlet), min(fetched_at), warc_file;
