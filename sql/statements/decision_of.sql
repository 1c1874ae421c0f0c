-- A decision by its id, locked.
select
    decision_id,
    kind,
    undone_at,
    undone_by
from core.event_decisions
where decision_id = %(decision_id)s
for update;
