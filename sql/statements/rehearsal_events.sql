-- The events that were first reported since a moment, each with what its reports say in the order of publication.
with chosen as (
    select
        event_id,
        first_reported_at
    from core.events
    where
        first_reported_at >= %(since)s
        and first_reported_at <= %(now)s
        and merged_into is null
        and withdrawn_at is null
)
select
    shown.body,
    told.reports
from chosen
-- Each event by itself, so that no plan works the view out for all of them, whatever is known of the tables.
cross join lateral (
    select to_jsonb(events) as body
    from analysis.events as events
    where events.event_id = chosen.event_id
    offset 0
) as shown
cross join lateral (
    select
        jsonb_agg(
            jsonb_build_object(
                'moment', articles.published_at,
                'status', reports.status,
                'event_date', reports.event_date,
                'date_precision', reports.date_precision,
                'country', outlets.country,
                'participant_list', (
                    select coalesce(jsonb_agg(to_jsonb(participants) order by participants.position), '[]')
                    from core.report_participants as participants
                    where participants.report_id = reports.report_id
                ),
                'agreements', (
                    select coalesce(jsonb_agg(to_jsonb(papers) order by papers.position), '[]')
                    from core.agreements as papers
                    where papers.article_id = reports.article_id
                )
            )
            order by articles.published_at, reports.report_id
        ) filter (where articles.published_at is not null) as reports
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    where reports.event_id = chosen.event_id
) as told
order by chosen.first_reported_at, chosen.event_id;
