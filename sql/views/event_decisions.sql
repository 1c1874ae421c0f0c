-- What analysts decided about events.
create or replace view analysis.event_decisions as
select
    decisions.decision_id,
    decisions.kind,
    decisions.field,
    decisions.value,
    decisions.decided_by,
    decisions.decided_at,
    decisions.reason,
    decisions.undone_by,
    decisions.undone_at,
    decisions.undone_why,
    about.event_ids,
    about.reports
from core.event_decisions as decisions
cross join lateral (
    select
        array_agg(distinct held.event_id order by held.event_id) filter (where held.event_id is not null) as event_ids,
        jsonb_agg(
            jsonb_build_object(
                'role', decided.role,
                'outlet', decided.outlet,
                'url', held.url,
                'type', decided.type,
                'event_id', held.event_id
            )
            order by decided.role desc, decided.outlet, decided.identity, decided.position
        ) as reports
    from core.event_decision_reports as decided
    left join lateral (
        select
            articles.url,
            reports.event_id
        from core.articles as articles
        left join core.event_reports as reports
            on reports.article_id = articles.article_id
            and (reports.type = decided.type or reports.report_id = decided.report_id)
        where articles.outlet = decided.outlet and articles.identity = decided.identity
        order by
            reports.report_id = decided.report_id desc nulls last,
            abs(reports.position - decided.position),
            reports.position
        limit 1
    ) as held on true
    where decided.decision_id = decisions.decision_id
) as about;

comment on view analysis.event_decisions is 'What analysts decided about events (corridor events merge, split, edit); those that are undone hold no more.';
comment on column analysis.event_decisions.decision_id is 'Names the decision: corridor events undo takes it.';
comment on column analysis.event_decisions.kind is 'merge (these reports belong together), split (these belong to another event than the others) or edit.';
comment on column analysis.event_decisions.field is 'Of an edit: type, status, day, place, mode or part_of.';
comment on column analysis.event_decisions.value is 'Of an edit: its value; null: that there is none.';
comment on column analysis.event_decisions.decided_by is 'Who decided.';
comment on column analysis.event_decisions.decided_at is 'When.';
comment on column analysis.event_decisions.reason is 'Why.';
comment on column analysis.event_decisions.undone_by is 'Who undid it; null where it holds.';
comment on column analysis.event_decisions.undone_at is 'When it was undone.';
comment on column analysis.event_decisions.undone_why is 'Why it was undone.';
comment on column analysis.event_decisions.event_ids is 'The events in analysis.events to which its reports belong now.';
comment on column analysis.event_decisions.reports is 'The reports that it is about: role (these, others), outlet, url, type, event_id.';
