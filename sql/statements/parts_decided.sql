-- What analysts decided of the visits that events are part of, the earlier first; each for the event of its first report.
select distinct on (decisions.decision_id)
    decisions.decision_id,
    decided.event_id,
    coalesce(visits.merged_into, visits.event_id) as visit_id
from core.event_decisions as decisions
join core.decided_reports as decided using (decision_id)
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
left join core.events as visits
    on visits.event_id = case when decisions.field = 'part_of' then decisions.value::bigint end
    and visits.withdrawn_at is null
where decisions.kind = 'edit' and decisions.field = 'part_of'
order by
    decisions.decision_id,
    articles.published_at nulls last,
    articles.outlet collate "C",
    articles.identity collate "C",
    reports.position;
