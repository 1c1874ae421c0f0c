-- Dead letters and bursts of the last seven days of which the operator has not heard.
select
    outbox.message_id,
    outbox.watches,
    outbox.attempts,
    outbox.last_error,
    outbox.gave_up_at,
    (select count(*) from core.outbox_events as gathered where gathered.message_id = outbox.message_id) as gathered
from core.outbox as outbox
where
    outbox.operator_told_at is null
    and (outbox.gave_up_at is not null or outbox.is_burst)
    and outbox.dropped_at is null
    and outbox.created_at >= %(now)s - interval '7 days'
order by outbox.message_id
for update skip locked;
