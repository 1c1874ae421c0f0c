-- Reports that the article does not hold any more.
delete from core.event_reports
where report_id = any(%(report_ids)s);
