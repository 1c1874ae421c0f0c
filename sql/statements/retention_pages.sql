-- The pages that stand in a file.
select
    pages.page_id,
    pages.warc_offset,
    pages.content_sha256,
    exists (
        select
        from raw.idle_pages as idle
        where
            idle.page_id = pages.page_id
            and idle.fetched_at < %(before)s
            and idle.reader_version >= %(reader_version)s
    ) as is_idle
from raw.pages as pages
where pages.warc_file = %(file)s and pages.removed_at is null
order by pages.warc_offset, pages.page_id;
