-- Take a page that waits to be read again, passing over what others have locked: it is taken from the queue in the
-- transaction that loads what was read, so that a killed reader leaves it there. Those up to a page are not looked at: a
-- reader knows that they are done or taken.
with taken as (
    select
        pages.page_id,
        pages.outlet,
        pages.identity,
        pages.url,
        pages.fetched_at,
        pages.status,
        pages.warc_file,
        pages.warc_offset,
        false as is_new
    from raw.rereads as rereads
    join raw.pages as pages using (page_id)
    where
        rereads.page_id > %(after)s
        and pages.page_id > %(after)s
        and pages.removed_at is null
        and (%(outlets)s::text[] is null or pages.outlet = any(%(outlets)s::text[]))
        and (%(since)s::timestamptz is null or pages.fetched_at >= %(since)s)
        and (%(until)s::timestamptz is null or pages.fetched_at < %(until)s)
    order by pages.page_id
    limit 1
    for update skip locked
),
gone as (
    delete from raw.rereads
    using taken
    where rereads.page_id = taken.page_id
)
select *
from taken;
