-- A report that was read as before. Writes nothing where its row stays the same.
update core.event_reports
set
    position       = %(position)s,
    page_id        = %(page_id)s,
    reader_version = %(reader_version)s
where
    report_id = %(report_id)s
    and (position, page_id, reader_version) is distinct from (%(position)s, %(page_id)s, %(reader_version)s);
