-- The events that were found last, the newest first.
with chosen as (
    select event_id
    from core.events
    where merged_into is null and withdrawn_at is null
    order by created_at desc, event_id desc
    limit %(most)s
)
select
    told.told_at,
    to_jsonb(events) as body
from chosen
join analysis.events as events using (event_id)
cross join lateral (
    select greatest(events.created_at, max(pages.fetched_at)) as told_at
    from core.event_reports as reports
    join raw.pages as pages using (page_id)
    where reports.event_id = chosen.event_id
) as told
order by events.created_at desc, events.event_id desc;
