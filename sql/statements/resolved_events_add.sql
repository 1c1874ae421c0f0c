-- New events.
insert into core.events (
    event_id,
    type,
    status,
    mode,
    event_date,
    date_precision,
    place,
    sides,
    first_reported_at,
    field_values,
    states,
    created_at
)
overriding system value
select
    event_id,
    type,
    status,
    mode,
    event_date,
    date_precision,
    place,
    sides,
    first_reported_at,
    field_values,
    states,
    %(now)s
from resolved_events
where is_new
order by event_id;
