-- Events first reported by pages that a run fetched; all events, newest first, where no run is named.
select
    events.event_id,
    events.type,
    events.status,
    events.event_date,
    events.date_precision,
    events.place,
    events.participants,
    events.sectors,
    events.outlets
from analysis.events as events
where %(run)s::text is null or not exists (
    select
    from core.event_reports as reports
    join raw.pages as pages using (page_id)
    join raw.crawls as crawls using (crawl_id)
    where reports.event_id = events.event_id and crawls.run is distinct from %(run)s
)
order by events.event_date desc nulls last, events.event_id
limit %(most)s;
