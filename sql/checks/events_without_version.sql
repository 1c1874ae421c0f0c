-- error: Events whose last version is not what they are now: triggers of sql/migrations/0018_history.sql were switched
-- off, or an event was changed in a session of a replica. Events that wait to be made up anew are left out.
select
    events.event_id,
    versions.version_id,
    versions.valid_from
from core.events as events
left join history.events as versions
    on versions.event_id = events.event_id and versions.valid_to is null
where
    not events.needs_resolving
    and (
        versions.event is null
        or (versions.event ->> 'status', versions.event ->> 'event_date', versions.event ->> 'merged_into')
        is distinct from (events.status, events.event_date::text, events.merged_into::text)
        or versions.event -> 'field_values' is distinct from events.field_values
    )
order by events.event_id;
