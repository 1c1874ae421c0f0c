-- Reports belong to an event now.
update core.event_reports
set event_id = %(event_id)s
where report_id = any(%(report_ids)s) and event_id is distinct from %(event_id)s;
