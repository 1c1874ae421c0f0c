-- Messages to readers, of the last days or still open, the newest last, with how each stands.
with messages as (
    select
        outbox.*,
        case
            when outbox.sent_at is not null then 'sent'
            when outbox.gave_up_at is not null then 'dead'
            when outbox.dropped_at is not null then 'dropped'
            when outbox.due_at < %(now)s - interval '7 days' then 'expired'
            when outbox.last_error is not null then 'failing'
            else 'waiting'
        end as state
    from core.outbox as outbox
)
select
    messages.message_id,
    messages.state,
    messages.kind,
    messages.key,
    messages.recipient,
    messages.watches,
    events.event_ids,
    coalesce(messages.message ->> 'title', events.headline) as title,
    messages.created_at,
    messages.due_at,
    messages.next_try_at,
    messages.attempts,
    messages.sent_at,
    messages.gave_up_at,
    coalesce(messages.last_error, messages.dropped_because) as reason,
    case when messages.state in ('dead', 'expired') then core.overtaken_by(messages.message_id) end as overtaken_by
from messages
cross join lateral (
    select
        coalesce(array_agg(outbox_events.event_id order by outbox_events.event_id), '{}') as event_ids,
        min(alerts.body ->> 'headline') as headline
    from core.outbox_events as outbox_events
    join core.alerts as alerts using (alert_id)
    where outbox_events.message_id = messages.message_id
) as events
where
    (%(states)s::text[] is null or messages.state = any(%(states)s::text[]))
    and (messages.created_at >= %(since)s or messages.state in ('waiting', 'failing', 'dead'))
order by messages.message_id;
