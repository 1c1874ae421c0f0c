-- The events of messages, brought together in another one.
insert into core.outbox_events (message_id, event_id, alert_id)
select
    %(message_id)s,
    event_id,
    min(alert_id)
from core.outbox_events
where message_id = any(%(message_ids)s::bigint[])
group by event_id
on conflict (message_id, event_id) do nothing;
