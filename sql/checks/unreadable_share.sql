-- error: Outlets of which more than a fifth of the articles fetched in the last day (at least five) can't be read: the site
-- has changed its layout. Look at the reasons, save a page and mend crawlers/outlets/<outlet>.py.
select
    outlet,
    count(*) as pages,
    count(*) filter (where outcome = 'unreadable') as unreadable,
    max(reason) filter (where outcome = 'unreadable') as such_as
from raw.pages
where outcome in ('article', 'unreadable') and backfill_id is null and fetched_at > %(now)s - interval '1 day'
group by outlet
having count(*) >= 5 and count(*) filter (where outcome = 'unreadable') > 0.2 * count(*)
order by outlet;
