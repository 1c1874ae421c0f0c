-- The page whose reading is loaded, locked until that is done.
select
    page_id,
    outlet,
    identity,
    url,
    reader_version,
    outcome,
    reason,
    first_read_at,
    backfill_id
from raw.pages
where page_id = %(page_id)s
for update;
