-- A new event.
insert into core.events (
    type,
    status,
    mode,
    event_date,
    date_precision,
    place,
    sides,
    first_reported_at,
    field_values,
    created_at
)
values (
    %(type)s,
    %(status)s,
    %(mode)s,
    %(event_date)s,
    %(date_precision)s,
    %(place)s,
    %(sides)s::text[],
    %(first_reported_at)s,
    %(field_values)s,
    %(now)s
)
returning event_id;
