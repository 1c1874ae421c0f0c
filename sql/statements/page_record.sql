-- One page whose bytes are durable. The same page recorded again only brings its last change up to date. A page that
-- went back to an earlier content is its newest revision again and waits to be read again.
insert into raw.pages as held (
    outlet,
    identity,
    url,
    crawl_id,
    fetched_at,
    status,
    content_sha256,
    warc_file,
    warc_offset,
    lastmod
)
values (
    %(outlet)s,
    %(identity)s,
    %(url)s,
    %(crawl_id)s,
    %(fetched_at)s,
    %(status)s,
    %(content_sha256)s,
    %(warc_file)s,
    %(warc_offset)s,
    %(lastmod)s
)
on conflict (outlet, identity, content_sha256) do update set
    (lastmod, fetched_at, crawl_id, warc_file, warc_offset, reader_version, outcome, reason) = (
        select
            excluded.lastmod,
            case when went_back then excluded.fetched_at else held.fetched_at end,
            case when went_back then excluded.crawl_id else held.crawl_id end,
            case when went_back then excluded.warc_file else held.warc_file end,
            case when went_back then excluded.warc_offset else held.warc_offset end,
            case when went_back then null else held.reader_version end,
            case when went_back then null else held.outcome end,
            case when went_back then null else held.reason end
        from (
            select exists (
                select
                from raw.pages as newer
                where
                    newer.outlet = held.outlet
                    and newer.identity = held.identity
                    and newer.fetched_at > held.fetched_at
            ) and excluded.fetched_at > held.fetched_at as went_back
        ) as history
    );
