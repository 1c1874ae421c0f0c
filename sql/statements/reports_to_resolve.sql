-- Reports without an event, those of events that changed, and all reports of events that may be the same occasion as
-- one of these: same type, days that touch, a state in common.
with waiting as (
    select
        reports.report_id,
        reports.event_id,
        reports.type,
        reports.earliest_date,
        reports.latest_date,
        reports.sides
    from core.event_reports as reports
    left join core.events as events using (event_id)
    where reports.event_id is null or events.needs_resolving
),
near as (
    select distinct reports.event_id
    from waiting
    join core.event_reports as reports
        on reports.type = waiting.type
        -- Windows are at most a month long; the lower bound keeps the index scan short.
        and reports.earliest_date between waiting.earliest_date - 31 and waiting.latest_date
        and reports.latest_date >= waiting.earliest_date
        and reports.sides && waiting.sides
    where reports.event_id is not null
),
chosen as (
    select report_id
    from waiting
    union
    select reports.report_id
    from near
    join core.event_reports as reports using (event_id)
)
select
    reports.report_id,
    reports.event_id,
    reports.is_new,
    coalesce(events.needs_resolving, false) as is_stale,
    articles.outlet,
    articles.identity,
    articles.published_at,
    coalesce(sources.outlet, articles.outlet) as source,
    outlets.official or coalesce(source_outlets.official, false) as official,
    reports.position,
    reports.is_main,
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
    ) as participants
from chosen
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
join raw.outlets as outlets using (outlet)
left join core.copies as copies using (article_id)
left join core.articles as sources on sources.article_id = copies.counts_as
left join raw.outlets as source_outlets on source_outlets.outlet = sources.outlet
left join core.events as events using (event_id)
order by articles.outlet, articles.identity, reports.position;
