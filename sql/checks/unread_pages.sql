-- error: Pages that were fetched more than an hour ago and that nobody has read: reading did not run or stopped half-way.
-- Run `corridor read`.
select
    page_id,
    url,
    fetched_at
from raw.pages
where outcome is null and fetched_at < %(now)s - interval '1 hour'
order by page_id;
