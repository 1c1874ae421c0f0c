-- Where a content of an article stands, if it is held.
select
    warc_file,
    warc_offset
from raw.pages
where
    outlet = %(outlet)s
    and identity = %(identity)s
    and content_sha256 = %(content_sha256)s
    and removed_at is null;
