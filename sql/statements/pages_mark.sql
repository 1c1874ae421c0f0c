-- Pages have been read. Writes nothing where the same reader had made the same of one.
update raw.pages
set
    reader_version = %(reader_version)s,
    outcome        = %(outcome)s,
    reason         = %(reason)s,
    was_relevant   = was_relevant or page_id = any(%(relevant)s::bigint[]),
    first_read_at  = coalesce(first_read_at, %(now)s),
    read_at        = %(now)s
where
    page_id = any(%(page_ids)s::bigint[])
    and (
        (reader_version, outcome, reason) is distinct from (%(reader_version)s, %(outcome)s, %(reason)s)
        or (page_id = any(%(relevant)s::bigint[]) and not was_relevant)
    );
