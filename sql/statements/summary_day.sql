-- Events first reported since a moment.
select event_id, type, status, event_date, date_precision, place, participants, sectors, outlets
from analysis.events
where first_reported_at >= %(since)s
order by event_date desc nulls last, event_id
limit %(most)s;
