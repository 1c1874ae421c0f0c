-- The events that were found last, the newest first.
with chosen as (
    select
        event_id,
        created_at
    from core.events
    where merged_into is null and withdrawn_at is null
    order by created_at desc, event_id desc
    limit %(most)s
)
select
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
order by chosen.created_at desc, chosen.event_id desc;
