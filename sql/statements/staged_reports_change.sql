-- Reports that stay: report_change and report_keep for many.
update core.event_reports as held
set
    position       = read.position,
    page_id        = read.page_id,
    type           = read.type,
    status         = read.status,
    mode           = read.mode,
    event_date     = read.event_date,
    date_precision = read.date_precision,
    place          = read.place,
    sides          = read.sides,
    earliest_date  = read.earliest_date,
    latest_date    = read.latest_date,
    is_main        = read.is_main,
    forum_sort     = read.forum_sort,
    evidence       = read.evidence,
    is_new         = held.is_new or read.is_new,
    reader_version = read.reader_version
from staged_reports as read
where held.report_id = read.report_id;
