-- The message about each newly found event: all that it says, as things stand now.
insert into core.alerts (event_id, kind, body, created_at)
select
    event_id,
    'new',
    to_jsonb(events),
    %(now)s
from analysis.events as events
where event_id = any(%(event_ids)s::bigint[])
on conflict (event_id, kind) do nothing;
