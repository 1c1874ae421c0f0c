-- All that is known of one message.
select
    outbox.*,
    array(
        select event_id from core.outbox_events where outbox_events.message_id = outbox.message_id order by event_id
    ) as event_ids,
    case when outbox.dropped_at is null then core.overtaken_by(outbox.message_id) end as overtaken_by
from core.outbox as outbox
where outbox.message_id = %(message_id)s;
