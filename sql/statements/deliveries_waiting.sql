-- How many alerts channels still wait for.
select count(*) as waiting
from core.deliveries as deliveries
join core.alerts as alerts using (alert_id)
join core.events as events using (event_id)
where
    deliveries.channel = any(%(channels)s::text[])
    and deliveries.delivered_at is null
    and alerts.created_at >= %(now)s - interval '7 days'
    and events.merged_into is null
    and events.withdrawn_at is null;
