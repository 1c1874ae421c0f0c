-- The events of which a message is to tell, with what is news of each and what it is now.
select
    outbox_events.event_id,
    core.standing_event(outbox_events.event_id) as standing_id,
    alerts.alert_id,
    alerts.kind,
    alerts.cause,
    alerts.other_id,
    core.standing_event(alerts.other_id) as other_standing_id,
    alerts.body,
    alerts.since,
    exists (
        select
        from core.alerts as earlier
        where earlier.event_id = alerts.event_id and earlier.alert_id < alerts.alert_id
    ) as was_news,
    alerts.published_at,
    alerts.fetched_at,
    alerts.created_at
from core.outbox_events as outbox_events
join core.alerts as alerts using (alert_id)
where outbox_events.message_id = %(message_id)s
order by alerts.alert_id;
