-- What analysts say of an event is news too.
alter table core.alerts add column decision_ids bigint[] not null default '{}';
comment on column core.alerts.decision_ids is 'Edits of analysts that were taken into account.';
update core.alerts
set decision_ids = array(
    select distinct decided.decision_id
    from core.decided_reports as decided
    join core.event_decisions as decisions using (decision_id)
    where decided.event_id = alerts.event_id and decisions.kind = 'edit'
    order by 1
);
