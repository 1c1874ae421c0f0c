-- Reports belong to an event now; it is the first of those that had none, unless it is several already.
update core.event_reports
set
    event_id       = found.event_id,
    first_event_id = coalesce(
        event_reports.first_event_id,
        case
            when not exists (select from core.events as merged where merged.merged_into = found.event_id)
                then found.event_id
        end
    )
from resolved_reports as found
where
    event_reports.report_id = found.report_id
    and event_reports.event_id is distinct from found.event_id;
