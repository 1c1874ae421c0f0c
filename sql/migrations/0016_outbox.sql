-- Alerts become news in versions; the outbox has a row for each message to each recipient.

-- A chain of merged events → the one that stands; null where that was withdrawn.
create function core.standing_event(event bigint) returns bigint language sql stable as $$
    with recursive chain as (
        select event_id, merged_into, withdrawn_at from core.events where event_id = event
        union
        select events.event_id, events.merged_into, events.withdrawn_at
        from core.events
        join chain on events.event_id = chain.merged_into
    )
    select event_id from chain where merged_into is null and withdrawn_at is null
$$;
comment on function core.standing_event is 'The event that this one is now, along the chain of merges; null where it was withdrawn.';

-- The reverse: an event and all that turned out to be it.
create function core.events_that_are(event bigint) returns setof bigint language sql stable as $$
    with recursive merged as (
        select event as event_id
        union
        select events.event_id from core.events join merged on events.merged_into = merged.event_id
    )
    select event_id from merged
$$;
comment on function core.events_that_are is 'The event and those that were merged into it, directly or not.';

alter table core.alerts
    drop constraint alerts_kind_check,
    drop constraint alerts_event_id_kind_key,
    add column version integer not null default 1,
    add column cause text check (cause in ('merged', 'split', 'withdrawn')),
    add column other_id bigint references core.events,
    add column page_ids bigint[] not null default '{}',
    add column published_at timestamptz,
    add column fetched_at timestamptz,
    add column fanned_out_at timestamptz,
    add unique (event_id, version),
    add check (kind in ('new', 'update', 'correction')),
    add check ((kind = 'correction') = (cause is not null));
alter table core.alerts alter column version drop default;
create index alerts_to_fan_out on core.alerts (alert_id) where fanned_out_at is null;
comment on table core.alerts is 'What is news of an event, in versions, written in the transaction that made it so.';
comment on column core.alerts.kind is 'new; update: something that matters changed; correction: what was told was wrong.';
comment on column core.alerts.cause is 'Of corrections: merged (other_id turned out to be this event), split (it was told as part of other_id), withdrawn.';
comment on column core.alerts.body is 'The event as it stood then; of the newest version, as it stood when its reports last changed. What comes later is compared with it.';
comment on column core.alerts.page_ids is 'Pages that tell of the event and may make news, as far as they were taken into account.';
comment on column core.alerts.published_at is 'When the article that made it news was published; null where its page gives no time of day.';
comment on column core.alerts.fetched_at is 'When its page was fetched.';
comment on column core.alerts.fanned_out_at is 'When it was handed on to those who watch for it; null: not yet.';
update core.alerts
set page_ids = array(
    select distinct reports.page_id
    from core.event_reports as reports
    where reports.event_id = alerts.event_id and reports.is_new
    order by 1
);

create table core.outbox_salt (salt text not null);
insert into core.outbox_salt (salt) values (gen_random_uuid()::text);
comment on table core.outbox_salt is 'Makes digests of addresses this warehouse''s own: they can''t be looked up by guessing, and no two warehouses send equal keys.';

create table core.outbox (
    message_id        bigint generated always as identity primary key,
    key               text not null unique,
    recipient         text not null,
    watches           text[] not null,
    kind              text not null check (kind in ('new', 'update', 'correction', 'digest')),
    is_burst          boolean not null default false,
    created_at        timestamptz not null,
    due_at            timestamptz not null,
    next_try_at       timestamptz not null,
    message           jsonb,
    begun_at          timestamptz,
    attempts          integer not null default 0,
    last_error        text,
    sent_at           timestamptz,
    gave_up_at        timestamptz,
    dropped_at        timestamptz,
    dropped_because   text,
    operator_told_at  timestamptz,
    published_at      timestamptz,
    fetched_at        timestamptz,
    found_at          timestamptz,
    check (num_nonnulls(sent_at, gave_up_at, dropped_at) <= 1),
    check ((begun_at is null) or (message is not null)),
    check ((dropped_at is null) = (dropped_because is null))
);
create index outbox_open on core.outbox (recipient, next_try_at)
where sent_at is null and gave_up_at is null and dropped_at is null;
create index outbox_by_time on core.outbox (created_at);
comment on table core.outbox is 'One row for each message to each recipient; told once, or twice with the same key where a process was killed.';
comment on column core.outbox.key is 'Names the message for good, also to its reader: event/12/new/1/RECIPIENT, digest/WATCH/DUE/RECIPIENT.';
comment on column core.outbox.recipient is 'A digest of the address, so that no secret is stored; "printed" for the terminal.';
comment on column core.outbox.watches is 'Names of the watches that brought it.';
comment on column core.outbox.is_burst is 'Of digests: made because too many messages were due to one recipient at once.';
comment on column core.outbox.due_at is 'When it is to be sent; it is written then, from what its event has become.';
comment on column core.outbox.next_try_at is 'When it is tried next; after a failure later than due_at.';
comment on column core.outbox.message is 'What is sent, as it was written when sending was begun; what a key says never changes.';
comment on column core.outbox.begun_at is 'When it was written; from then on it is tried until it is sent or given up.';
comment on column core.outbox.gave_up_at is 'When it became a dead letter: `corridor alerts replay` tries it again.';
comment on column core.outbox.dropped_at is 'When it turned out that there is nothing to tell any more; dropped_because says why.';
comment on column core.outbox.operator_told_at is 'When the operator heard of the dead letter or the burst.';
comment on column core.outbox.published_at is 'Of the first news that it carries: when its article was published; null where that is not known.';
comment on column core.outbox.fetched_at is 'When the page of that article was fetched.';
comment on column core.outbox.found_at is 'When that news was found by resolving.';

create table core.outbox_events (
    message_id  bigint not null references core.outbox on delete cascade,
    event_id    bigint not null references core.events,
    alert_id    bigint not null references core.alerts,
    told        jsonb,
    primary key (message_id, event_id)
);
create index outbox_events_by_event on core.outbox_events (event_id);
comment on table core.outbox_events is 'Of which events a message tells.';
comment on column core.outbox_events.alert_id is 'The first news of the event that the message carries.';
comment on column core.outbox_events.told is 'What the message says of the event, as far as later ones are compared with it; null where it says nothing.';

-- What was delivered so far, so that it is not told again. What no channel has got is fanned out anew.
update core.alerts
set fanned_out_at = created_at
where exists (
    select from core.deliveries where deliveries.alert_id = alerts.alert_id and deliveries.delivered_at is not null
);
with moved as (
    select
        deliveries.*,
        alerts.event_id,
        alerts.body,
        alerts.created_at,
        case
            when deliveries.channel = 'printed' then 'printed'
            else encode(sha256(convert_to(outbox_salt.salt || deliveries.channel, 'UTF8')), 'hex')
        end as recipient
    from core.deliveries
    join core.alerts using (alert_id)
    cross join core.outbox_salt
    where alerts.fanned_out_at is not null
),
outbox as (
    insert into core.outbox (
        key, recipient, watches, kind, created_at, due_at, next_try_at, message, begun_at, attempts, last_error,
        sent_at, found_at
    )
    select
        concat_ws('/', 'event', event_id, 'new', 1, left(recipient, 16)),
        recipient,
        array['everything'],
        'new',
        created_at,
        created_at,
        next_try_at,
        case when delivered_at is not null then '{}'::jsonb end,
        delivered_at,
        attempts,
        last_error,
        delivered_at,
        created_at
    from moved
    returning message_id, key
)
insert into core.outbox_events (message_id, event_id, alert_id, told)
select
    outbox.message_id,
    moved.event_id,
    moved.alert_id,
    case when moved.delivered_at is not null then moved.body end
from moved
join outbox on outbox.key = concat_ws('/', 'event', moved.event_id, 'new', 1, left(moved.recipient, 16));
drop table core.deliveries;
