-- How many pages wait to be read again.
select count(*) as waiting
from raw.rereads
join raw.pages using (page_id)
where
    removed_at is null
    and (%(outlets)s::text[] is null or outlet = any(%(outlets)s::text[]))
    and (%(since)s::timestamptz is null or fetched_at >= %(since)s)
    and (%(until)s::timestamptz is null or fetched_at < %(until)s);
