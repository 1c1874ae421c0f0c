-- News of the events that a run's pages reported first, in the order in which they were written.
select alerts.body
from core.alerts as alerts
where alerts.kind = 'new' and exists (
    select
    from core.event_reports as reports
    join raw.pages as pages using (page_id)
    join raw.crawls as crawls using (crawl_id)
    where reports.event_id = alerts.event_id and crawls.run = %(run)s
)
order by alerts.alert_id;
