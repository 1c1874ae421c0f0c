-- Reports belong to an event now.
update core.event_reports
set event_id = found.event_id
from resolved_reports as found
where
    event_reports.report_id = found.report_id
    and event_reports.event_id is distinct from found.event_id;
