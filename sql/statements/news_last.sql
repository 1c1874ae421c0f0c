-- The newest news of each event, else of those that turned out to be it; none of events that never were news.
with recursive kin as (
    select
        event_id as standing_id,
        event_id
    from unnest(%(event_ids)s::bigint[]) as wanted (event_id)
    union
    select
        kin.standing_id,
        events.event_id
    from kin
    join core.events as events on events.merged_into = kin.event_id
)
select distinct on (kin.standing_id)
    kin.standing_id,
    alerts.alert_id,
    alerts.body,
    alerts.page_ids,
    alerts.decision_ids
from kin
join core.alerts as alerts using (event_id)
order by kin.standing_id, kin.event_id = kin.standing_id desc, alerts.alert_id desc;
