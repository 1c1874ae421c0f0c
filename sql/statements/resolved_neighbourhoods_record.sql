-- Which events must be resolved together from now on.
update core.events
set neighbourhood = found.neighbourhood
from resolved_neighbourhoods as found
where
    events.event_id = found.event_id
    and events.neighbourhood is distinct from found.neighbourhood;
