-- A page has been read. Writes nothing where the same reader had made the same of it.
update raw.pages
set
    reader_version = %(reader_version)s,
    outcome        = %(outcome)s,
    reason         = %(reason)s,
    was_relevant   = was_relevant or %(relevant)s,
    first_read_at  = coalesce(first_read_at, %(now)s),
    read_at        = %(now)s
where
    page_id = %(page_id)s
    and (
        (reader_version, outcome, reason) is distinct from (%(reader_version)s, %(outcome)s, %(reason)s)
        or (%(relevant)s and not was_relevant)
    );
