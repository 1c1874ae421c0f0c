-- Whom a printed name means.
update core.aliases
set
    party_id   = %(party_id)s,
    candidates = %(candidates)s::bigint[],
    is_stale   = false
where alias_id = %(alias_id)s;
