-- Reports that are not held yet: report_add for many.
insert into core.event_reports (
    article_id,
    page_id,
    position,
    type,
    status,
    mode,
    event_date,
    date_precision,
    place,
    sides,
    earliest_date,
    latest_date,
    is_main,
    forum_sort,
    evidence,
    is_new,
    reader_version
)
select
    article_id,
    page_id,
    position,
    type,
    status,
    mode,
    event_date,
    date_precision,
    place,
    sides,
    earliest_date,
    latest_date,
    is_main,
    forum_sort,
    evidence,
    is_new,
    reader_version
from staged_reports
where report_id is null
order by article_id, position
returning report_id, article_id, position;
