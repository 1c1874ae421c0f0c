-- Reports without an event, those of events that changed or of their neighbourhoods, and all neighbourhoods with a report
-- that may be of the same occasion as one of these (same type, windows that touch, a state in common) or that an analyst
-- decided something about together with one of these. In the order of their windows.
with stale as (
    select
        event_id,
        neighbourhood
    from core.events
    where needs_resolving
),
waiting_events as (
    select event_id
    from stale
    union
    select events.event_id
    from stale
    join core.events as events using (neighbourhood)
    where events.merged_into is null
),
waiting as (
    select report_id
    from core.event_reports
    where event_id is null
    union all
    select reports.report_id
    from waiting_events
    join core.event_reports as reports using (event_id)
),
sought as (
    select
        reports.type,
        reports.earliest_date,
        reports.latest_date,
        -- Pakistan is a side of all.
        array_remove(reports.sides, 'PK') as sides
    from waiting
    join core.event_reports as reports using (report_id)
    where reports.earliest_date is not null
),
near as (
    select reports.event_id
    from sought
    join core.event_reports as reports
        on reports.type = sought.type
        -- Windows are at most two months long; the lower bound keeps the index scan short.
        and reports.earliest_date between sought.earliest_date - 62 and sought.latest_date
        and reports.latest_date >= sought.earliest_date
        and reports.sides && sought.sides
    where reports.event_id is not null and reports.status <> 'postponed'
    union
    select reports.event_id
    from sought
    join core.event_reports as reports
        on reports.type = sought.type
        and reports.latest_date >= sought.earliest_date
        and reports.earliest_date <= sought.latest_date
        and reports.sides && sought.sides
    where reports.event_id is not null and reports.status = 'postponed'
    union
    select others.event_id
    from core.decided_reports as decided
    join core.decided_reports as others using (decision_id)
    where others.event_id is not null and decided.report_id in (select report_id from waiting)
),
near_events as (
    select event_id
    from near
    union
    select events.event_id
    from near
    join core.events as touched using (event_id)
    join core.events as events on events.neighbourhood = touched.neighbourhood
    where events.merged_into is null
),
chosen as (
    select report_id
    from waiting
    union
    select reports.report_id
    from near_events
    join core.event_reports as reports using (event_id)
)
select
    reports.report_id,
    reports.event_id,
    coalesce(reports.event_id = reports.first_event_id, false) as is_first,
    firsts.event_id as former_id,
    reports.is_new,
    coalesce(events.needs_resolving, false) as is_stale,
    events.neighbourhood,
    (select count(*) from core.event_reports as kin where kin.event_id = reports.event_id) as event_reports,
    articles.outlet,
    articles.identity,
    articles.published_at,
    coalesce(sources.outlet, articles.outlet) as source,
    outlets.official or coalesce(source_outlets.official, false) as official,
    reports.position,
    reports.is_main,
    reports.forum_sort,
    array(
        select links.identity
        from core.page_links as links
        where
            links.page_id = articles.page_id
            and links.relation = 'language'
            and links.identity <> articles.identity
        order by links.identity
    ) as twins,
    reports.type,
    reports.status,
    reports.mode,
    reports.event_date,
    reports.date_precision,
    reports.place,
    reports.sides,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'name', participants.name,
                        'kind', participants.kind,
                        'country', participants.country,
                        'office', participants.office,
                        'who', coalesce(participants.person_id, participants.body_id)
                    )
                    order by participants.position
                )
            from core.report_participants as participants
            where participants.report_id = reports.report_id
        ),
        '[]'
    ) as participants,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'name', participants.name,
                        'kind', participants.kind,
                        'country', participants.country,
                        'office', participants.office,
                        'who', coalesce(participants.person_id, participants.body_id)
                    )
                    order by others.position, participants.position
                )
            from core.event_reports as others
            join core.report_participants as participants using (report_id)
            where others.article_id = reports.article_id and others.report_id <> reports.report_id
        ),
        '[]'
    ) as company
from chosen
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
join raw.outlets as outlets using (outlet)
left join core.copies as copies using (article_id)
left join core.articles as sources on sources.article_id = copies.counts_as
left join raw.outlets as source_outlets on source_outlets.outlet = sources.outlet
left join core.events as events using (event_id)
-- The event that it had first, where that was merged into the one that it has now.
left join core.events as firsts
    on firsts.event_id = reports.first_event_id
    and firsts.merged_into = reports.event_id
    and reports.first_event_id <> reports.event_id
order by
    reports.earliest_date nulls last,
    articles.outlet collate "C",
    articles.identity collate "C",
    reports.position;
