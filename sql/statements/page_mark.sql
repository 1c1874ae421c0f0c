-- A page has been read.
update raw.pages
set
    reader_version = %(reader_version)s,
    outcome        = %(outcome)s,
    reason         = %(reason)s,
    first_read_at  = coalesce(first_read_at, %(now)s),
    read_at        = %(now)s
where page_id = %(page_id)s;
