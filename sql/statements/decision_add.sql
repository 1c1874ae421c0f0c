-- What an analyst decided.
insert into core.event_decisions (kind, field, value, decided_by, decided_at, reason)
values (%(kind)s, %(field)s, %(value)s, %(by)s, %(now)s, %(why)s)
returning decision_id;
