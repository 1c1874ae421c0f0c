-- How far a file was read, and what was in it so far.
update raw.backfills
set
    state        = %(state)s,
    position     = %(position)s,
    records      = %(records)s,
    pages        = %(pages)s,
    passed       = %(passed)s,
    held         = %(held)s,
    not_articles = %(not_articles)s,
    menus        = %(menus)s,
    unreadable   = %(unreadable)s,
    articles     = %(articles)s,
    relevant     = %(relevant)s,
    problem      = %(problem)s,
    finished_at  = case when %(state)s <> 'reading' then %(now)s::timestamptz end
where backfill_id = %(backfill_id)s;
