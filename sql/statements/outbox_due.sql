-- Messages about single events that are due for a recipient and not begun, locked.
select
    outbox.message_id,
    outbox.watches
from core.outbox as outbox
where
    outbox.recipient = %(recipient)s
    and outbox.kind <> 'digest'
    and outbox.begun_at is null
    and outbox.sent_at is null
    and outbox.gave_up_at is null
    and outbox.dropped_at is null
    and outbox.next_try_at <= %(now)s
    and outbox.due_at >= %(now)s - interval '7 days'
order by outbox.due_at, outbox.message_id
for update skip locked;
