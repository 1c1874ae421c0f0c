-- Files that are to be removed, but for those in which a page stands.
select noted.warc_file
from raw.files_to_remove as noted
where not exists (
    select
    from raw.pages as pages
    where pages.warc_file = noted.warc_file and pages.removed_at is null
)
order by noted.noted_at, noted.warc_file;
