-- How many events a recipient was told of within the hour, and, after a burst, when the hour is over.
select
    count(*) as events,
    max(outbox.sent_at) filter (where outbox.is_burst) + interval '1 hour' as burst_until
from core.outbox as outbox
join core.outbox_events as outbox_events using (message_id)
where
    outbox.recipient = %(recipient)s
    and outbox_events.told is not null
    and (outbox.kind <> 'digest' or outbox.is_burst)
    and outbox.sent_at > %(now)s - interval '1 hour';
