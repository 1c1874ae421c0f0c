-- A file to be read: from where an earlier reading of the same version was killed, else from its beginning. One that was
-- read to its end stays as it is and returns nothing, unless it is to be read again or has changed.
insert into raw.backfills as held (file, size, etag, state, started_at)
values (%(file)s, %(size)s, %(etag)s, 'reading', %(now)s)
on conflict (file) do update set
    (size, etag, state, position, records, pages, passed, held, not_articles, menus, unreadable, articles, relevant,
        problem, started_at, finished_at) = (
        select
            excluded.size,
            excluded.etag,
            'reading',
            case when goes_on then held.position else 0 end,
            case when goes_on then held.records else 0 end,
            case when goes_on then held.pages else 0 end,
            case when goes_on then held.passed else 0 end,
            case when goes_on then held.held else 0 end,
            case when goes_on then held.not_articles else 0 end,
            case when goes_on then held.menus else 0 end,
            case when goes_on then held.unreadable else 0 end,
            case when goes_on then held.articles else 0 end,
            case when goes_on then held.relevant else 0 end,
            case when goes_on then held.problem end,
            case when goes_on then held.started_at else excluded.started_at end,
            null::timestamptz
        from (
            select
                held.state = 'reading'
                and held.position > 0
                and (held.size, held.etag) is not distinct from (excluded.size, excluded.etag) as goes_on
        ) as history
    )
where %(again)s
    or held.state = 'reading'
    or (held.size, held.etag) is distinct from (excluded.size, excluded.etag)
returning
    backfill_id,
    position,
    records,
    pages,
    passed,
    held,
    not_articles,
    menus,
    unreadable,
    articles,
    relevant,
    problem;
