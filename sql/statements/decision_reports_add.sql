-- The reports that a decision is about, by what names them whenever they are read: those that are named, and the others of
-- their events.
insert into core.event_decision_reports (decision_id, role, outlet, identity, type, position, report_id)
select
    %(decision_id)s,
    case when reports.report_id = any(%(these)s::bigint[]) then 'these' else 'others' end,
    articles.outlet,
    articles.identity,
    reports.type,
    reports.position,
    reports.report_id
from core.event_reports as reports
join core.articles as articles using (article_id)
where reports.event_id = any(%(event_ids)s::bigint[]);
