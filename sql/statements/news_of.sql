-- The news of an event and of those that turned out to be it, the oldest first.
select
    alerts.alert_id,
    alerts.event_id,
    alerts.body
from core.alerts as alerts
where alerts.event_id in (select core.events_that_are(%(event_id)s))
order by alerts.alert_id;
