-- The reports of events, with what names their articles.
select
    reports.report_id,
    reports.event_id,
    articles.article_id,
    articles.url
from core.event_reports as reports
join core.articles as articles using (article_id)
where reports.event_id = any(%(event_ids)s::bigint[])
order by reports.report_id;
