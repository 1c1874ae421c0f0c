-- The pages whose readings are loaded, locked until that is done.
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
where page_id = any(%(page_ids)s::bigint[])
order by outlet, identity, fetched_at, page_id
for update;
