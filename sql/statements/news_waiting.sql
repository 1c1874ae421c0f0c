-- News that was not handed on yet, the oldest first; what another process is handing on is passed over.
select
    alerts.alert_id,
    alerts.event_id,
    core.standing_event(alerts.event_id) as standing_id,
    alerts.version,
    alerts.kind,
    alerts.cause,
    alerts.other_id,
    alerts.body,
    alerts.since,
    exists (
        select
        from core.alerts as earlier
        where earlier.event_id = alerts.event_id and earlier.alert_id < alerts.alert_id
    ) as was_news,
    alerts.created_at
from core.alerts as alerts
where alerts.fanned_out_at is null and alerts.created_at >= %(now)s - interval '7 days'
order by alerts.alert_id
limit 200
for update skip locked;
