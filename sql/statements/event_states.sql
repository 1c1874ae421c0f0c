-- Events as they stand, as messages tell of them, the pages of newly crawled articles among their reports, and the edits
-- of analysts that hold for them.
select
    events.event_id,
    to_jsonb(events) as body,
    told.pages,
    array(
        select distinct decided.decision_id
        from core.decided_reports as decided
        join core.event_decisions as decisions using (decision_id)
        where decided.event_id = events.event_id and decisions.kind = 'edit'
        order by 1
    ) as decision_ids
from analysis.events as events
cross join lateral (
    select
        coalesce(
            jsonb_agg(
                distinct jsonb_build_object('page_id', reports.page_id, 'published_at', articles.published_at)
            ) filter (where reports.is_new),
            '[]'
        ) as pages
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    where reports.event_id = events.event_id
) as told
where events.event_id = any(%(event_ids)s::bigint[]);
