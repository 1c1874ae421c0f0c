-- Events that changed, and events near a visit that changed, each with the visits that it may be part of: those that one
-- article tells of beside it, and those that begin in the week before it or, where a day is not known, in its month. An
-- event without any comes once, with a null.
with touched as (
    select *
    from core.events
    where event_id = any(%(event_ids)s::bigint[])
),
visits as (
    select * from touched where type = 'visit' and merged_into is null and withdrawn_at is null
),
wanted as (
    select event_id from touched
    union
    select events.event_id
    from touched
    join core.events as events on events.part_of = touched.event_id
    union
    select events.event_id
    from visits
    join core.events as events
        on events.type in ('meeting', 'forum', 'agreement')
        and events.event_date between visits.event_date - 31 and visits.event_date + 31
        and events.sides && visits.sides
    where
        case
            when events.date_precision = 'day' and visits.date_precision = 'day'
                then visits.event_date between events.event_date - 7 and events.event_date
            else date_trunc('month', visits.event_date) = date_trunc('month', events.event_date)
        end
    union
    select beside.event_id
    from visits
    join core.event_reports as reports using (event_id)
    join core.event_reports as beside using (article_id)
),
live as (
    select events.*
    from wanted
    join core.events as events using (event_id)
    where events.merged_into is null and events.withdrawn_at is null
),
together as (
    select distinct
        live.event_id,
        visits.event_id as visit_id
    from live
    join core.event_reports as ours on ours.event_id = live.event_id
    join core.event_reports as theirs using (article_id)
    join core.events as visits on visits.event_id = theirs.event_id
    where
        live.type in ('meeting', 'forum', 'agreement')
        and visits.type = 'visit'
),
near as (
    select
        live.event_id,
        visits.event_id as visit_id
    from live
    join core.events as visits
        on visits.type = 'visit'
        and visits.event_date between live.event_date - 31 and live.event_date + 31
        and visits.sides && live.sides
    where
        live.type in ('meeting', 'forum', 'agreement')
        and visits.merged_into is null
        and visits.withdrawn_at is null
        and case
            when live.date_precision = 'day' and visits.date_precision = 'day'
                then visits.event_date between live.event_date - 7 and live.event_date
            else date_trunc('month', visits.event_date) = date_trunc('month', live.event_date)
        end
)
select
    live.event_id,
    pairs.visit_id,
    together.visit_id is not null as told_together
from live
left join (
    select * from together
    union
    select * from near
) as pairs using (event_id)
left join together on together.event_id = pairs.event_id and together.visit_id = pairs.visit_id
order by live.event_id;
