-- What a crawl saw of a listing.
insert into raw.listing_visits (crawl_id, listing, outcome, listed, new, newest_at, reason)
values (%(crawl_id)s, %(listing)s, %(outcome)s, %(listed)s, %(new)s, %(newest_at)s, %(reason)s)
on conflict (crawl_id, listing) do update set
    outcome   = excluded.outcome,
    listed    = excluded.listed,
    new       = excluded.new,
    newest_at = excluded.newest_at,
    reason    = excluded.reason;
