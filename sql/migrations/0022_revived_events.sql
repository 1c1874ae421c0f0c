-- An event that was merged into another one stands again when the two part.
alter table core.event_reports add column first_event_id bigint;
comment on column core.event_reports.first_event_id is 'The event that it had first, never changed; null where others had been merged into that one by then: whose report it is of them was never said.';
update core.event_reports as reports
set first_event_id = coalesce(first.event_id, reports.event_id)
from core.event_reports as held
left join (
    select distinct on (memberships.report_id)
        memberships.report_id,
        memberships.event_id
    from history.memberships as memberships
    order by memberships.report_id, memberships.valid_from
) as first using (report_id)
where reports.report_id = held.report_id and reports.event_id is not null;

alter table core.alerts add column since timestamptz;
comment on column core.alerts.since is 'Of split, where the event had stood before: since when it was taken for other_id; whoever was told nothing of that one since has nothing to unlearn.';
