-- One page from a file of others, whose bytes are durable. Returns nothing where it is held.
insert into raw.pages (
    outlet,
    identity,
    url,
    backfill_id,
    fetched_at,
    status,
    content_sha256,
    warc_file,
    warc_offset
)
values (
    %(outlet)s,
    %(identity)s,
    %(url)s,
    %(backfill_id)s,
    %(fetched_at)s,
    %(status)s,
    %(content_sha256)s,
    %(warc_file)s,
    %(warc_offset)s
)
on conflict (outlet, identity, content_sha256) do nothing
returning page_id;
