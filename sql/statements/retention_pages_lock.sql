-- Lock the pages that stand in a file, passing over those that others have locked.
select page_id
from raw.pages
where warc_file = %(file)s and removed_at is null
order by page_id
for update skip locked;
