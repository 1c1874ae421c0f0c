-- The newest news of each event, or of those that turned out to be it; none of events that never were news.
select distinct on (wanted.event_id)
    wanted.event_id as standing_id,
    alerts.alert_id,
    alerts.body,
    alerts.page_ids
from unnest(%(event_ids)s::bigint[]) as wanted (event_id)
cross join lateral core.events_that_are(wanted.event_id) as merged (event_id)
join core.alerts as alerts on alerts.event_id = merged.event_id
order by wanted.event_id, merged.event_id = wanted.event_id desc, alerts.alert_id desc;
