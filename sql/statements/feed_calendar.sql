-- The events that a calendar can show, the latest days first; no more than a calendar bears.
with chosen as (
    select
        event_id,
        event_date,
        created_at,
        sequence
    from core.events
    where merged_into is null and withdrawn_at is null and date_precision = 'day'
    order by event_date desc, event_id desc
    limit %(most)s
)
select
    chosen.sequence,
    coalesce(versions.valid_from, chosen.created_at) as told_at,
    shown.body
from chosen
-- Each event by itself, so that no plan works the view out for all of them, whatever is known of the tables.
cross join lateral (
    select to_jsonb(events) as body
    from analysis.events as events
    where events.event_id = chosen.event_id
    offset 0
) as shown
left join history.events as versions on versions.event_id = chosen.event_id and versions.valid_to is null
order by chosen.event_date, chosen.event_id;
