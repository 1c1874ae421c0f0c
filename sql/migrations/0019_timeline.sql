-- How each event came about, as its reports tell it.
alter table core.events add column states jsonb not null default '[]';
comment on column core.events.states is 'Its states in the order in which they were told: state, date and the report that first told it (warehouse/timeline.py).';
-- Events that are known get theirs with the next resolving.
update core.events
set needs_resolving = true
where merged_into is null and withdrawn_at is null;
