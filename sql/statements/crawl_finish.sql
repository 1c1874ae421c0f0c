-- What a crawl came to.
update raw.crawls
set
    finished_at       = greatest(started_at, %(now)s),
    listings_answered = %(listings_answered)s,
    listings_failed   = %(listings_failed)s,
    listed            = %(listed)s,
    fetched           = %(fetched)s,
    held              = %(held)s,
    failed            = %(failed)s,
    again             = %(again)s,
    problem           = %(problem)s
where crawl_id = %(crawl_id)s;
