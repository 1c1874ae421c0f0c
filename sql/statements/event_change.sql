-- An event as its reports tell of it now.
update core.events
set
    type              = %(type)s,
    status            = %(status)s,
    mode              = %(mode)s,
    event_date        = %(event_date)s,
    date_precision    = %(date_precision)s,
    place             = %(place)s,
    sides             = %(sides)s::text[],
    first_reported_at = %(first_reported_at)s,
    field_values      = %(field_values)s,
    needs_resolving   = false
where event_id = %(event_id)s;
