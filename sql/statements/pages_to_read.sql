-- Lock pages that no reader has read, passing over what others have locked.
with queued as (
    select
        page_id,
        outlet,
        identity,
        url,
        fetched_at,
        status,
        warc_file,
        warc_offset,
        first_read_at is null and backfill_id is null as is_new
    from raw.pages
    where
        reader_version is null
        and removed_at is null
        and (%(outlet)s::text is null or outlet = %(outlet)s)
    order by page_id
    limit %(limit)s
    for update skip locked
)
select *
from queued
order by outlet, identity, fetched_at, page_id;
