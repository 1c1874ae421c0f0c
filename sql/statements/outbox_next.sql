-- The next message that is due for a recipient, locked; what another process has locked is passed over. A message about an
-- event waits for earlier ones about it, a correction also for what was written about the other event, and all until an event whose reports changed is resolved.
select
    outbox.message_id,
    outbox.key,
    outbox.recipient,
    outbox.watches,
    outbox.kind,
    outbox.is_burst,
    outbox.due_at,
    outbox.begun_at,
    outbox.attempts,
    outbox.message,
    exists (
        select
        from core.outbox_events as mine
        where
            mine.message_id = outbox.message_id
            and outbox.last_error is not null
            and outbox.kind in ('new', 'update')
            and core.standing_event(mine.event_id) is null
    ) as is_void
from core.outbox as outbox
where
    outbox.recipient = %(recipient)s
    and outbox.next_try_at <= %(now)s
    and outbox.due_at >= %(now)s - interval '7 days'
    and outbox.sent_at is null
    and outbox.gave_up_at is null
    and outbox.dropped_at is null
    and not exists (
        select
        from core.outbox_events as mine
        join core.events as events on events.event_id = core.standing_event(mine.event_id)
        where
            mine.message_id = outbox.message_id
            and outbox.kind <> 'digest'
            and outbox.begun_at is null
            and events.needs_resolving
    )
    and not exists (
        select
        from core.outbox_events as mine
        join core.alerts as alerts using (alert_id)
        join core.outbox_events as theirs
            on theirs.event_id in (mine.event_id, alerts.other_id) and theirs.message_id < mine.message_id
        join core.outbox as earlier on earlier.message_id = theirs.message_id
        where
            mine.message_id = outbox.message_id
            and earlier.recipient = outbox.recipient
            and (theirs.event_id = mine.event_id or earlier.begun_at is not null)
            and earlier.kind <> 'digest'
            and outbox.kind <> 'digest'
            and num_nonnulls(earlier.sent_at, earlier.gave_up_at, earlier.dropped_at) = 0
            and earlier.due_at >= %(now)s - interval '7 days'
    )
-- A correction also says what the other event is now: an amendment of that one may then have nothing to add.
order by outbox.kind <> 'correction', outbox.due_at, outbox.message_id
limit 1
for update of outbox skip locked;
