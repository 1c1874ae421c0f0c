-- Events that changed, and events near a visit that changed, each with the visits that it may be part of: those that one
-- article tells of beside it, and those that begin in the week before it or, where a day is not known, in its month. An
-- event without any comes once, with a null. Each is looked up by itself (offset 0), whatever the planner knows of tables
-- that were filled in the same transaction.
with touched as materialized (
    select events.*
    from unnest(%(event_ids)s::bigint[]) as asked (event_id)
    cross join lateral (select * from core.events where events.event_id = asked.event_id offset 0) as events
),
wanted as materialized (
    select event_id from touched
    union
    select parts.event_id
    from touched
    cross join lateral (
        select events.event_id from core.events where events.part_of = touched.event_id offset 0
    ) as parts
    where touched.part_of is null
    union
    select near.event_id
    from touched as visits
    cross join unnest(array['meeting', 'forum', 'agreement']) as kinds (type)
    cross join lateral (
        select events.event_id
        from core.events
        where
            events.type = kinds.type
            and events.event_date between visits.event_date - 31 and visits.event_date + 31
            and events.sides && array_remove(visits.sides, 'PK')
            and case
                when events.date_precision = 'day' and visits.date_precision = 'day'
                    then visits.event_date between events.event_date - 7 and events.event_date
                else date_trunc('month', visits.event_date) = date_trunc('month', events.event_date)
            end
        offset 0
    ) as near
    where visits.type = 'visit' and visits.merged_into is null and visits.withdrawn_at is null
    union
    select beside.event_id
    from touched as visits
    cross join lateral (
        select reports.article_id from core.event_reports as reports where reports.event_id = visits.event_id offset 0
    ) as told
    cross join lateral (
        select reports.event_id from core.event_reports as reports where reports.article_id = told.article_id offset 0
    ) as beside
    where visits.type = 'visit' and visits.merged_into is null and visits.withdrawn_at is null
),
live as materialized (
    select events.*
    from wanted
    cross join lateral (select * from core.events where events.event_id = wanted.event_id offset 0) as events
    where events.merged_into is null and events.withdrawn_at is null
),
together as materialized (
    select distinct
        live.event_id,
        visits.event_id as visit_id
    from live
    cross join lateral (
        select reports.article_id from core.event_reports as reports where reports.event_id = live.event_id offset 0
    ) as ours
    cross join lateral (
        select reports.event_id from core.event_reports as reports where reports.article_id = ours.article_id offset 0
    ) as theirs
    cross join lateral (
        select events.event_id
        from core.events
        where events.event_id = theirs.event_id and events.type = 'visit'
        offset 0
    ) as visits
    where live.type in ('meeting', 'forum', 'agreement')
),
near as materialized (
    select
        live.event_id,
        visits.event_id as visit_id
    from live
    cross join lateral (
        select events.event_id
        from core.events
        where
            events.type = 'visit'
            and events.event_date between live.event_date - 31 and live.event_date + 31
            and events.sides && array_remove(live.sides, 'PK')
            and events.merged_into is null
            and events.withdrawn_at is null
            and case
                when live.date_precision = 'day' and events.date_precision = 'day'
                    then events.event_date between live.event_date - 7 and live.event_date
                else date_trunc('month', events.event_date) = date_trunc('month', live.event_date)
            end
        offset 0
    ) as visits
    where live.type in ('meeting', 'forum', 'agreement')
)
select
    event_id,
    visit_id,
    bool_or(told_together) as told_together
from (
    select event_id, null as visit_id, false as told_together from live
    union all
    select event_id, visit_id, true from together
    union all
    select event_id, visit_id, false from near
) as pairs
group by event_id, visit_id
order by event_id, visit_id nulls first;
