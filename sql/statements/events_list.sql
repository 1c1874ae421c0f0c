-- Events as a list for a person: the last by day first.
select
    event_id,
    type,
    status,
    event_date,
    date_precision,
    place,
    sides,
    participants,
    reports,
    outlets,
    part_of
from analysis.events
where
    (%(side)s is null or %(side)s = any(sides))
    and (%(type)s is null or type = %(type)s)
    and (%(status)s is null or status = %(status)s)
    and (%(since)s::date is null or coalesce(event_date, first_reported_at::date) >= %(since)s::date)
    and (%(until)s::date is null or coalesce(event_date, first_reported_at::date) <= %(until)s::date)
order by coalesce(event_date, first_reported_at::date) desc nulls last, event_id desc
limit %(most)s;
