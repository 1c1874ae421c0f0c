-- Events that are planned or postponed to days of a time.
with chosen as (
    select
        event_id,
        event_date
    from core.events
    where
        merged_into is null
        and withdrawn_at is null
        and status in ('planned', 'postponed')
        and date_precision = 'day'
        and event_date between %(first)s and %(last)s
)
select shown.body
from chosen
-- Each event by itself, so that no plan works the view out for all of them, whatever is known of the tables.
cross join lateral (
    select to_jsonb(events) as body
    from analysis.events as events
    where events.event_id = chosen.event_id
    offset 0
) as shown
order by chosen.event_date, chosen.event_id;
