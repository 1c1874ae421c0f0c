-- One page whose bytes are durable. The same page recorded again only brings its last change up to date; its bytes stay
-- where they stand, or stand in the new place where retention had removed them. A page that went back to an earlier
-- content is its newest revision again and waits to be read again.
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
    (lastmod, fetched_at, crawl_id, reader_version, outcome, reason, warc_file, warc_offset, removed_at) = (
        select
            excluded.lastmod,
            case when went_back or is_back then excluded.fetched_at else held.fetched_at end,
            case when went_back or is_back then excluded.crawl_id else held.crawl_id end,
            case when is_unread then null else held.reader_version end,
            case when is_unread then null else held.outcome end,
            case when is_unread then null else held.reason end,
            case when is_back then excluded.warc_file else held.warc_file end,
            case when is_back then excluded.warc_offset else held.warc_offset end,
            case when is_back then null else held.removed_at end
        from (
            select
                went_back,
                is_back,
                went_back and (is_back or held.removed_at is null) as is_unread
            from (
                select
                    exists (
                        select
                        from raw.pages as newer
                        where
                            newer.outlet = held.outlet
                            and newer.identity = held.identity
                            and newer.fetched_at > held.fetched_at
                    ) and excluded.fetched_at > held.fetched_at as went_back,
                    -- A revisit names the place where the bytes stood: it brings none back.
                    held.removed_at is not null
                    and (excluded.warc_file, excluded.warc_offset) <> (held.warc_file, held.warc_offset) as is_back
            ) as history
        ) as history
    );
