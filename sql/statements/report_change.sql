-- A report that is told differently now. It stays with its event until that is resolved; one that was news stays news.
update core.event_reports
set
    position       = %(position)s,
    page_id        = %(page_id)s,
    type           = %(type)s,
    status         = %(status)s,
    mode           = %(mode)s,
    event_date     = %(event_date)s,
    date_precision = %(date_precision)s,
    place          = %(place)s,
    sides          = %(sides)s::text[],
    earliest_date  = %(earliest_date)s,
    latest_date    = %(latest_date)s,
    is_main        = %(is_main)s,
    forum_sort     = %(forum_sort)s,
    evidence       = %(evidence)s,
    is_new         = is_new or %(is_new)s,
    reader_version = %(reader_version)s
where report_id = %(report_id)s;
