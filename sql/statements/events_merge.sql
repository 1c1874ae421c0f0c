-- Events that turned out to be another one.
update core.events
set
    merged_into     = %(event_id)s,
    needs_resolving = false
where event_id = any(%(merged)s::bigint[]);
