-- The events to which the reports of a decision belong now.
select event_ids
from analysis.event_decisions
where decision_id = %(decision_id)s;
