-- error: Reports that belong to no event, read more than an hour ago: resolving did not run or stopped half-way. Run
-- `corridor resolve` and read what it says.
select
    reports.report_id,
    reports.type,
    pages.read_at,
    articles.url
from core.event_reports as reports
join core.articles as articles using (article_id)
join raw.pages as pages on pages.page_id = reports.page_id
where reports.event_id is null and pages.read_at < %(now)s - interval '1 hour'
order by reports.report_id;
