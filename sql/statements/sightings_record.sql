-- Articles that a listing showed.
insert into raw.sightings (outlet, listing, identity, first_seen_at, last_seen_at)
select
    %(outlet)s,
    %(listing)s,
    identity,
    %(now)s,
    %(now)s
from unnest(%(identities)s::text[]) as identity
on conflict (outlet, listing, identity) do update set last_seen_at = excluded.last_seen_at;
