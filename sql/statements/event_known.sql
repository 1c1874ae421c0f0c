-- An event by its id, whatever became of it.
select
    event_id,
    type,
    merged_into,
    withdrawn_at
from core.events
where event_id = %(event_id)s;
