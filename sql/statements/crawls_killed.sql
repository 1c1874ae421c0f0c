-- Crawls of an outlet that never came to their end, ended now that the next one starts.
update raw.crawls
set
    finished_at = greatest(started_at, %(now)s),
    problem     = 'killed before it ended'
where outlet = %(outlet)s and finished_at is null;
