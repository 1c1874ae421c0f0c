-- Pages that a reader has read wait to be read again: those of an older reader, or everything.
insert into raw.rereads (page_id, asked_at)
select
    page_id,
    %(now)s
from raw.pages
where
    outcome is not null
    and removed_at is null
    and (%(everything)s or reader_version < %(reader_version)s)
    and (%(outlets)s::text[] is null or outlet = any(%(outlets)s::text[]))
    and (%(since)s::timestamptz is null or fetched_at >= %(since)s)
    and (%(until)s::timestamptz is null or fetched_at < %(until)s)
order by reader_version, page_id
limit %(most)s
on conflict (page_id) do nothing;
