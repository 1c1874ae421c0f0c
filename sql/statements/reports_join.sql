-- A report takes the event of another one, which goes.
update core.event_reports as held
set
    event_id       = going.event_id,
    first_event_id = going.first_event_id
from core.event_reports as going
where held.report_id = %(report_id)s and held.event_id is null and going.report_id = %(going_id)s;
