-- Messages about an event and about those that turned out to be it, but for dropped ones, the oldest first.
select
    outbox.message_id,
    outbox.key,
    outbox.recipient,
    outbox.watches,
    outbox.kind,
    outbox.is_burst,
    outbox.due_at,
    outbox.begun_at,
    outbox_events.event_id,
    outbox_events.told,
    alerts.event_id as news_of,
    alerts.cause,
    alerts.other_id,
    outbox.begun_at is null and outbox.gave_up_at is null and outbox.due_at >= %(now)s - interval '7 days' as is_open,
    -- Whoever was sent a message by a process that was killed before it noted so may have got it; and so may the reader
    -- of a dead letter, for some servers take what they refuse, and it may still be replayed.
    outbox.sent_at is not null
    or (outbox.begun_at is not null and (outbox.gave_up_at is not null or outbox.last_error is null)) as was_told
from core.outbox_events as outbox_events
join core.outbox as outbox using (message_id)
join core.alerts as alerts using (alert_id)
where
    outbox_events.event_id in (select core.events_that_are(%(event_id)s))
    and outbox.dropped_at is null
order by outbox.message_id;
