-- A report that was read as before.
update core.event_reports
set
    position       = %(position)s,
    page_id        = %(page_id)s,
    reader_version = %(reader_version)s
where report_id = %(report_id)s;
