-- Ids for new events.
select nextval(pg_get_serial_sequence('core.events', 'event_id')) as event_id
from generate_series(1, %(count)s)
order by 1;
