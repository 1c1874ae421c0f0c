-- Events that turned out to be another one, and those that had turned out to be one of these.
update core.events
set
    merged_into     = found.merged_into,
    part_of         = null,
    part_of_reason  = null,
    needs_resolving = false
from resolved_merges as found
where events.event_id = found.event_id or events.merged_into = found.event_id;
