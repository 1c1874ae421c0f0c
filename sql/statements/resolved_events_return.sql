-- Events that had been merged into one that parts: one stands again, or is another one now.
update core.events
set merged_into = found.merged_into
from resolved_returns as found
where events.event_id = found.event_id and events.merged_into is distinct from found.merged_into;
