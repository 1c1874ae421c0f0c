-- The visits that events are part of, with the reasons. Writes nothing where it stays the same.
update core.events
set
    part_of        = found.part_of,
    part_of_reason = found.reason
from unnest(%(event_ids)s::bigint[], %(visit_ids)s::bigint[], %(reasons)s::text[]) as found (event_id, part_of, reason)
where
    events.event_id = found.event_id
    and (events.part_of, events.part_of_reason) is distinct from (found.part_of, found.reason)
returning events.event_id;
