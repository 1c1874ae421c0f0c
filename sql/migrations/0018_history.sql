-- What was known of each event when: versions and memberships, kept by triggers, whoever changes an event.
create schema history;
comment on schema history is 'What the warehouse knew when. Written by triggers alone; nobody is granted to change it.';

create table history.events (
    version_id    bigint generated always as identity primary key,
    event_id      bigint not null,
    valid_from    timestamptz not null,
    valid_to      timestamptz check (valid_to >= valid_from),
    event         jsonb not null,
    participants  jsonb not null,
    cause         jsonb not null
);
create index versions_by_event on history.events (event_id, version_id);
create index versions_open on history.events (event_id) where valid_to is null;
create index versions_by_time on history.events (valid_from, valid_to);
comment on table history.events is 'Each version of each event, of one row of core.events with its participants. Only valid_to of the last one is ever changed.';
comment on column history.events.valid_from is 'The moment of the transaction that made it so: the setting corridor.now, or the clock where nobody set it.';
comment on column history.events.valid_to is 'When the next version followed; null for the last. Equal to valid_from where that was in the same moment.';
comment on column history.events.event is 'The row of core.events, without what only resolving and the calendar need.';
comment on column history.events.participants is 'Its rows of core.event_participants in their order, without the report and the spelling that each was taken from.';
comment on column history.events.cause is 'Why it is so: reports (that joined, left or tell it differently), decisions of analysts, and what the setting corridor.cause says; none of them: the rules changed.';

create table history.memberships (
    event_id    bigint not null,
    report_id   bigint not null,
    article_id  bigint not null,
    outlet      text not null,
    url         text not null,
    told        text not null,
    valid_from  timestamptz not null,
    valid_to    timestamptz check (valid_to >= valid_from)
);
create index memberships_by_event on history.memberships (event_id, valid_from);
create index memberships_open on history.memberships (event_id, report_id) where valid_to is null;
comment on table history.memberships is 'Which reports belonged to which event when.';
comment on column history.memberships.told is 'Digest of what the report told when its event was last made up.';

create unlogged table history.touched (
    transaction  xid8 not null,
    event_id     bigint not null,
    primary key (transaction, event_id)
);
comment on table history.touched is 'Events that a transaction under way has written to; empty between transactions.';

create unlogged table history.transactions (
    transaction  xid8 primary key
);
comment on table history.transactions is 'Transactions under way that have written to events: at the end of each its versions are written, all together.';

create function history.touch(event_ids bigint[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into history.touched (transaction, event_id)
    select pg_current_xact_id(), event_id
    from unnest(event_ids) as event_id
    on conflict do nothing;
    if found then
        insert into history.transactions (transaction)
        values (pg_current_xact_id())
        on conflict do nothing;
    end if;
end
$$;
comment on function history.touch is 'Remember that this transaction wrote to events.';

create function history.note_rows() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform history.touch(array(select distinct event_id from new_rows));
    return null;
end
$$;

create function history.note_events() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    -- That an event waits to be made up anew is no change of it.
    perform history.touch(array(select event_id from new_rows where not needs_resolving));
    return null;
end
$$;

create function history.note_former_rows() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform history.touch(array(select distinct event_id from old_rows where event_id is not null));
    return null;
end
$$;

create function history.note_moved_reports() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform history.touch(
        array(
            select distinct moved.event_id
            from new_rows
            join old_rows using (report_id)
            cross join lateral (values (new_rows.event_id), (old_rows.event_id)) as moved (event_id)
            where new_rows.event_id is distinct from old_rows.event_id and moved.event_id is not null
        )
    );
    return null;
end
$$;

create function history.keep_versions() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    moment timestamptz := coalesce(nullif(current_setting('corridor.now', true), '')::timestamptz, clock_timestamp());
    said   jsonb := coalesce(nullif(current_setting('corridor.cause', true), '')::jsonb, '{}');
begin
    -- One after the other: two transactions that touch one event must not both follow the same version.
    perform pg_advisory_xact_lock(hashtext('corridor history'));
    with touched as (
        delete from history.touched
        where transaction = new.transaction
        returning event_id
    ),
    -- What waits to be made up anew gets its version when that is done.
    present as (
        select
            events.event_id,
            to_jsonb(events) - '{needs_resolving,neighbourhood,sequence}'::text[] as event,
            coalesce(
                (
                    select
                        jsonb_agg(
                            to_jsonb(participants) - '{event_id,position,report_id,printed}'::text[]
                            order by participants.position
                        )
                    from core.event_participants as participants
                    where participants.event_id = events.event_id
                ),
                '[]'
            ) as participants
        from touched
        join core.events as events using (event_id)
        where not events.needs_resolving
    ),
    last as (
        select versions.*
        from present
        join history.events as versions using (event_id)
        where versions.valid_to is null
    ),
    members as (
        select
            reports.event_id,
            reports.report_id,
            reports.article_id,
            reports.page_id,
            reports.reader_version,
            articles.outlet,
            articles.url,
            md5(
                jsonb_build_array(
                    reports.type,
                    reports.status,
                    reports.mode,
                    reports.event_date,
                    reports.date_precision,
                    reports.place,
                    reports.sides,
                    extract(epoch from articles.published_at),
                    (
                        select jsonb_agg(jsonb_build_array(name, kind, country, office) order by position)
                        from core.report_participants as participants
                        where participants.report_id = reports.report_id
                    )
                )::text
            ) as told
        from present
        join core.event_reports as reports using (event_id)
        join core.articles as articles using (article_id)
    ),
    former as (
        select memberships.*
        from present
        join history.memberships as memberships using (event_id)
        where memberships.valid_to is null
    ),
    differences as (
        select
            event_id,
            report_id,
            case
                when former.told is null then 'joined'
                when members.told is null then 'left'
                else 'changed'
            end as change,
            coalesce(members.article_id, former.article_id) as article_id,
            coalesce(members.outlet, former.outlet) as outlet,
            coalesce(members.url, former.url) as url,
            members.page_id,
            members.reader_version,
            members.told
        from members
        full join former using (event_id, report_id)
        where members.told is distinct from former.told
    ),
    causes as (
        select
            event_id,
            bool_or(change <> 'changed') as is_other,
            jsonb_agg(
                jsonb_strip_nulls(to_jsonb(differences) - '{event_id,told}'::text[])
                order by report_id
            ) as reports
        from differences
        group by event_id
    ),
    written as (
        insert into history.events (event_id, valid_from, event, participants, cause)
        select
            present.event_id,
            greatest(moment, last.valid_from),
            present.event,
            present.participants,
            said || jsonb_strip_nulls(
                jsonb_build_object(
                    'reports', causes.reports,
                    'decisions', history.decisions_about(present.event_id, causes.reports)
                )
            )
        from present
        left join last using (event_id)
        left join causes using (event_id)
        where
            (present.event, present.participants) is distinct from (last.event, last.participants)
            or causes.is_other
        order by present.event_id
        returning event_id, valid_from
    ),
    followed as (
        update history.events as versions
        set valid_to = written.valid_from
        from written
        join last using (event_id)
        where versions.version_id = last.version_id
    ),
    joined as (
        insert into history.memberships (event_id, report_id, article_id, outlet, url, told, valid_from)
        select
            event_id,
            report_id,
            article_id,
            outlet,
            url,
            told,
            valid_from
        from differences
        join written using (event_id)
        where change = 'joined'
    )
    update history.memberships as memberships
    set
        told     = coalesce(differences.told, memberships.told),
        valid_to = case when differences.change = 'left' then written.valid_from end
    from differences
    left join written using (event_id)
    where
        memberships.event_id = differences.event_id
        and memberships.report_id = differences.report_id
        and memberships.valid_to is null
        and differences.change in ('left', 'changed');
    delete from history.transactions where transaction = new.transaction;
    return null;
end
$$;
comment on function history.keep_versions is 'At the end of a transaction: a version of each event that it changed, and the reports that joined and left it.';

create function history.decisions_about(event_id bigint, differences jsonb) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from core.event_decisions) then
        return null;
    end if;
    -- Of the analysts' decisions those about reports of the event that no version of it was made by yet.
    return (
        select jsonb_agg(distinct told)
        from (
            select reports.report_id
            from core.event_reports as reports
            where reports.event_id = decisions_about.event_id
            union
            select (difference ->> 'report_id')::bigint
            from jsonb_array_elements(differences) as difference
        ) as concerned
        join core.event_decision_reports as decided using (report_id)
        join core.event_decisions as decisions using (decision_id)
        cross join lateral (
            select
                jsonb_build_object(
                    'decision_id', decisions.decision_id,
                    'kind', decisions.kind,
                    'by', coalesce(decisions.undone_by, decisions.decided_by),
                    'undone', decisions.undone_at is not null
                ) as told
        ) as shown
        where
            not exists (
                select
                from history.events as versions
                where
                    versions.event_id = decisions_about.event_id
                    and versions.cause -> 'decisions' @> jsonb_build_array(told)
            )
    );
end
$$;
comment on function history.decisions_about is 'What analysts decided about an event since its last version.';

create trigger note_new after insert on core.events
referencing new table as new_rows for each statement execute function history.note_events();
create trigger note_changed after update on core.events
referencing new table as new_rows for each statement execute function history.note_events();
create trigger note_new after insert on core.event_participants
referencing new table as new_rows for each statement execute function history.note_rows();
create trigger note_changed after update on core.event_participants
referencing new table as new_rows for each statement execute function history.note_rows();
create trigger note_gone after delete on core.event_participants
referencing old table as old_rows for each statement execute function history.note_former_rows();
create trigger note_moved after update on core.event_reports
referencing old table as old_rows new table as new_rows for each statement execute function history.note_moved_reports();
create trigger note_gone after delete on core.event_reports
referencing old table as old_rows for each statement execute function history.note_former_rows();
create constraint trigger keep_versions after insert on history.transactions
deferrable initially deferred for each row execute function history.keep_versions();

revoke all on all functions in schema history from public;
grant usage on schema history to corridor_loader;
grant select on all tables in schema history to corridor_loader;

-- History begins with what is known now; events that wait to be made up anew follow with the next resolving.
select history.touch(array(select event_id from core.events));
