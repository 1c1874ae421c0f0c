-- Who ever took part in an event, under the names and offices that events have.
select distinct
    name,
    printed,
    kind,
    office,
    person_id,
    body_id
from core.event_participants
order by name, printed, kind, office, person_id, body_id;
