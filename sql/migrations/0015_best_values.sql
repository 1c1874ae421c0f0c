-- What is said of each field of an event, by whom, and what was taken; and which outlets speak for a state.
alter table raw.outlets add column official boolean not null default false;
comment on column raw.outlets.official is 'Whether it speaks for a state: a ministry, or a state''s own news agency or broadcaster.';

alter table core.events add column field_values jsonb not null default '[]';
comment on column core.events.field_values is 'The values of each field with their support (warehouse/values.py); what is false or none is left out.';
-- Events that are known get theirs with the next resolving.
update core.events
set needs_resolving = true
where merged_into is null and withdrawn_at is null;
