-- Events that a calendar may have shown and that are none any more: merged ones with the event that they are now.
with recursive chosen as (
    select
        event_id,
        type,
        event_date,
        sequence,
        created_at,
        merged_into
    from core.events
    where (merged_into is not null or withdrawn_at is not null) and date_precision = 'day'
    order by event_date desc, event_id desc
    limit %(most)s
),
chain as (
    select
        event_id as first_id,
        merged_into as event_id
    from chosen
    where merged_into is not null
    union
    select
        chain.first_id,
        events.merged_into
    from chain
    join core.events as events using (event_id)
    where events.merged_into is not null
)
select
    chosen.event_id,
    chosen.type,
    chosen.event_date,
    chosen.sequence,
    coalesce(versions.valid_from, chosen.created_at) as told_at,
    standing.event_id as now_id
from chosen
left join lateral (
    select events.event_id
    from chain
    join core.events as events using (event_id)
    where chain.first_id = chosen.event_id and events.merged_into is null and events.withdrawn_at is null
) as standing on true
left join history.events as versions on versions.event_id = chosen.event_id and versions.valid_to is null
order by chosen.event_date, chosen.event_id;
