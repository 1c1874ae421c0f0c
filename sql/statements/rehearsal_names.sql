-- Who ever took part in an event, under the names and offices that events have.
select distinct
    name,
    kind,
    office
from core.event_participants
order by name, kind, office;
