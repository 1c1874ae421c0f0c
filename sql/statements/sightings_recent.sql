-- Which articles each listing of an outlet showed in the last sixty days.
select
    listing,
    array_agg(identity) as identities
from raw.sightings
where outlet = %(outlet)s and last_seen_at > %(now)s - interval '60 days'
group by listing;
