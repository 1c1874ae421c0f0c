-- Events as they stand, as messages tell of them, and the pages of newly crawled articles among their reports.
select
    events.event_id,
    to_jsonb(events) as body,
    told.pages
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
