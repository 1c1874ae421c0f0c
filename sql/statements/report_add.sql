-- One article's account of one event.
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
values (
    %(article_id)s,
    %(page_id)s,
    %(position)s,
    %(type)s,
    %(status)s,
    %(mode)s,
    %(event_date)s,
    %(date_precision)s,
    %(place)s,
    %(sides)s::text[],
    %(earliest_date)s,
    %(latest_date)s,
    %(is_main)s,
    %(forum_sort)s,
    %(evidence)s,
    %(is_new)s,
    %(reader_version)s
)
returning report_id;
