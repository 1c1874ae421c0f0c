-- What analysts decided and did not undo, the earlier first, with the reports that it is about as they are held now.
select
    decisions.decision_id,
    decisions.kind,
    decisions.field,
    decisions.value,
    decided.role,
    articles.outlet,
    articles.identity,
    reports.position,
    reports.report_id
from core.event_decisions as decisions
join core.decided_reports as decided using (decision_id)
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
order by
    decisions.decision_id,
    articles.published_at nulls last,
    articles.outlet collate "C",
    articles.identity collate "C",
    reports.position;
