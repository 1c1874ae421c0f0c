-- A decision that holds no more; it stays in the list.
update core.event_decisions
set
    undone_by  = %(by)s,
    undone_at  = %(now)s,
    undone_why = %(why)s
where decision_id = %(decision_id)s;
