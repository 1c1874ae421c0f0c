-- error: Alerts of the last seven days that some channel should have had more than an hour ago. Read last_error, mend the
-- address in CORRIDOR_ALERT_URLS or the service behind it; they are sent again by `corridor alert`.
select
    alerts.alert_id,
    alerts.event_id,
    alerts.created_at,
    deliveries.attempts,
    deliveries.next_try_at,
    deliveries.last_error
from core.alerts as alerts
join core.events as events using (event_id)
left join core.deliveries as deliveries using (alert_id)
where
    deliveries.delivered_at is null
    and events.merged_into is null
    and events.withdrawn_at is null
    and alerts.created_at < %(now)s - interval '1 hour'
    and alerts.created_at >= %(now)s - interval '7 days'
order by alerts.alert_id;
