-- Each time that an event parted from another one: when, since when it had been taken for it (null: from its beginning), and
-- which events it ever was taken for.
select
    alerts.since,
    alerts.created_at,
    array(
        select alerts.other_id
        union
        select (versions.event ->> 'merged_into')::bigint
        from history.events as versions
        where versions.event_id = alerts.event_id and versions.event ->> 'merged_into' is not null
    ) as others
from core.alerts as alerts
where alerts.event_id = %(event_id)s and alerts.cause = 'split'
order by alerts.alert_id;
