-- What feeds need: how often an event's day or status moved, and a name of the warehouse that stays.
alter table core.events add column sequence integer not null default 0;
comment on column core.events.sequence is 'How often its day or status moved, or it went: SEQUENCE of the calendar.';

create function core.count_moves() returns trigger language plpgsql as $$
begin
    if
        (old.status, old.event_date, old.date_precision, old.merged_into, old.withdrawn_at)
        is distinct from (new.status, new.event_date, new.date_precision, new.merged_into, new.withdrawn_at)
    then
        new.sequence := old.sequence + 1;
    end if;
    return new;
end
$$;
comment on function core.count_moves is 'Counts each change that a calendar has to hear of, whoever made it.';
create trigger count_moves before update on core.events for each row execute function core.count_moves();
create index events_by_moment on core.events (created_at desc, event_id desc);

create table core.warehouse (name uuid not null default gen_random_uuid());
create unique index one_warehouse on core.warehouse ((true));
insert into core.warehouse default values;
comment on table core.warehouse is 'One row: what names this warehouse for good, in the ids of its feeds.';
