-- All participants of reports.
delete from core.report_participants
where report_id = any(%(report_ids)s::bigint[]);
