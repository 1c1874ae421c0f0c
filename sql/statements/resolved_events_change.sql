-- Events as their reports tell of them now.
update core.events
set
    type              = found.type,
    status            = found.status,
    mode              = found.mode,
    event_date        = found.event_date,
    date_precision    = found.date_precision,
    place             = found.place,
    sides             = found.sides,
    first_reported_at = found.first_reported_at,
    field_values      = found.field_values,
    states            = found.states,
    needs_resolving   = false
from resolved_events as found
where events.event_id = found.event_id and not found.is_new;
