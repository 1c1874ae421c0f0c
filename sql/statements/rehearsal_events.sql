-- The events that were first reported since a moment, each with its reports in the order in which they were published.
select
    to_jsonb(events) as body,
    told.reports
from analysis.events as events
cross join lateral (
    select
        jsonb_agg(
            jsonb_build_object(
                'moment', articles.published_at,
                'status', reports.status,
                'event_date', reports.event_date,
                'date_precision', reports.date_precision,
                'names', (
                    select coalesce(jsonb_agg(participants.name order by participants.position), '[]')
                    from core.report_participants as participants
                    where participants.report_id = reports.report_id and participants.kind = 'person'
                )
            )
            order by articles.published_at, reports.report_id
        ) filter (where articles.published_at is not null) as reports
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    where reports.event_id = events.event_id
) as told
where events.event_id in (
    select event_id
    from core.events
    where first_reported_at >= %(since)s and first_reported_at <= %(now)s
)
order by events.first_reported_at, events.event_id;
