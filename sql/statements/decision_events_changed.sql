-- Events that a decision is about are to be made up anew.
update core.events
set needs_resolving = true
where event_id in (select event_id from core.decided_reports where decision_id = %(decision_id)s)
returning event_id;
