-- warn: Events that are said to be held but are dated more than a day after a report that says so: the status or the date
-- was misread. Read the passages in analysis.event_reports.
select
    events.event_id,
    events.event_date,
    reports.report_id,
    articles.published_at,
    articles.url
from core.events as events
join core.event_reports as reports using (event_id)
join core.articles as articles using (article_id)
where
    events.merged_into is null
    and events.withdrawn_at is null
    and events.status = 'held'
    and reports.status = 'held'
    and events.date_precision = 'day'
    and events.event_date > (articles.published_at + interval '1 day')::date
order by events.event_id, reports.report_id;
