-- The events that a calendar can show, the latest days first; no more than a calendar bears.
with chosen as (
    select
        event_id,
        sequence
    from core.events
    where merged_into is null and withdrawn_at is null and date_precision = 'day'
    order by event_date desc, event_id desc
    limit %(most)s
)
select
    chosen.sequence,
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
order by events.event_date, events.event_id;
