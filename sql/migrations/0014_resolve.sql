-- Neighbourhoods of events, what happened within a visit, and what analysts decide about events.
alter table core.events add column neighbourhood bigint;
alter table core.events add column part_of bigint references core.events;
alter table core.events add column part_of_reason text;
alter table core.events add check ((part_of is null) = (part_of_reason is null));
alter table core.events add check (part_of <> event_id);
create index events_by_neighbourhood on core.events (neighbourhood) where merged_into is null;
create index events_by_visit on core.events (part_of) where part_of is not null;
create index events_merged on core.events (merged_into) where merged_into is not null;
comment on column core.events.neighbourhood is 'Events that must be resolved together have the same: a new report of one may decide about another.';
comment on column core.events.part_of is 'Of what happened within a visit: that visit.';
comment on column core.events.part_of_reason is 'Why, readable by a person.';

-- Only reports that have an event are sought as neighbours: a first load looks none up.
drop index core.reports_by_window;
create index reports_by_window on core.event_reports (type, earliest_date, latest_date)
where event_id is not null and status <> 'postponed';
-- Few, and with windows of months.
create index reports_postponed on core.event_reports (type, latest_date)
where event_id is not null and status = 'postponed';

create table core.event_decisions (
    decision_id  bigint generated always as identity primary key,
    kind         text not null check (kind in ('merge', 'split', 'edit')),
    field        text check (field in ('type', 'status', 'day', 'place', 'mode', 'part_of')),
    value        text,
    decided_by   text not null check (decided_by <> ''),
    decided_at   timestamptz not null,
    reason       text not null check (reason <> ''),
    undone_by    text check (undone_by <> ''),
    undone_at    timestamptz,
    undone_why   text,
    check ((kind = 'edit') = (field is not null)),
    check (kind = 'edit' or value is null),
    check ((undone_by is null) = (undone_at is null))
);
comment on table core.event_decisions is 'What analysts decided about events; every resolving respects what is not undone, the later before the earlier.';
comment on column core.event_decisions.value is 'Of an edit: the field''s value; null: that there is none. Of part_of: the id of the visit.';

create table core.event_decision_reports (
    decision_id  bigint not null references core.event_decisions on delete cascade,
    role         text not null check (role in ('these', 'others')),
    outlet       text not null,
    identity     text not null,
    type         text not null,
    position     smallint not null,
    report_id    bigint not null,
    primary key (decision_id, report_id)
);
create index decisions_by_article on core.event_decision_reports (outlet, identity);
create index decisions_by_report on core.event_decision_reports (report_id);
comment on table core.event_decision_reports is 'The reports that a decision is about, named by article, type and place in it, so that it holds after every reading.';
comment on column core.event_decision_reports.role is 'these: of a merge those that belong together, of a split those that are taken out, of an edit those of the event; others: of a split those that stay.';
comment on column core.event_decision_reports.report_id is 'The report as it was when it was decided; it may be gone.';

-- The reports that decisions which are not undone are about, as they are held now.
create view core.decided_reports as
select
    decided.decision_id,
    decided.role,
    held.report_id,
    held.event_id
from core.event_decisions as decisions
join core.event_decision_reports as decided using (decision_id)
cross join lateral (
    select
        reports.report_id,
        reports.event_id
    from core.articles as articles
    join core.event_reports as reports using (article_id)
    where
        articles.outlet = decided.outlet
        and articles.identity = decided.identity
        and (reports.type = decided.type or reports.report_id = decided.report_id)
    order by
        reports.report_id = decided.report_id desc,
        abs(reports.position - decided.position),
        reports.position
    limit 1
) as held
where decisions.undone_at is null;

-- Windows are wider than they were: a plan may be late, a postponed event be held months later. See
-- warehouse/occasions.py, window().
update core.event_reports
set
    earliest_date = earliest_date - case
        when type = 'visit' and date_precision = 'month' then 21
        else 0
    end - case when status = 'postponed' then 60 else 0 end,
    latest_date = latest_date + case
        when type = 'visit' and date_precision = 'month' then 3
        else 0
    end + case
        when status = 'planned' then 4
        when status = 'postponed' then 60
        when status = 'cancelled' and event_date is null then 31
        else 0
    end
where earliest_date is not null and (status <> 'held' or (type = 'visit' and date_precision = 'month'));
-- Neighbourhoods are found by the next resolving.
update core.events
set needs_resolving = true
where merged_into is null and withdrawn_at is null;
