-- Messages that have reached no channel yet, brought up to date with what their event has become.
update core.alerts
set body = to_jsonb(events)
from analysis.events as events
where
    events.event_id = alerts.event_id
    and events.event_id = any(%(event_ids)s::bigint[])
    and not exists (
        select
        from core.deliveries
        where deliveries.alert_id = alerts.alert_id and deliveries.delivered_at is not null
    )
    and body is distinct from to_jsonb(events);
