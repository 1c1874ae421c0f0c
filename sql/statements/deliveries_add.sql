-- What a channel has still to get: the alerts of the last seven days whose events stand.
insert into core.deliveries (alert_id, channel, next_try_at)
select
    alerts.alert_id,
    %(channel)s,
    %(now)s
from core.alerts as alerts
join core.events as events using (event_id)
where
    alerts.created_at >= %(now)s - interval '7 days'
    and events.merged_into is null
    and events.withdrawn_at is null
on conflict (alert_id, channel) do nothing;
