-- The next alert that is due for a channel, locked until it is sent; what another process has locked is passed over.
select
    deliveries.alert_id,
    deliveries.attempts,
    alerts.body
from core.deliveries as deliveries
join core.alerts as alerts using (alert_id)
join core.events as events using (event_id)
where
    deliveries.channel = %(channel)s
    and deliveries.delivered_at is null
    and deliveries.next_try_at <= %(now)s
    and alerts.created_at >= %(now)s - interval '7 days'
    and events.merged_into is null
    and events.withdrawn_at is null
order by deliveries.alert_id
limit 1
for update of deliveries skip locked;
