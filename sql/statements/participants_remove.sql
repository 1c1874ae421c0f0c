-- All participants of a report.
delete from core.report_participants
where report_id = %(report_id)s;
