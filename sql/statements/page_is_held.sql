-- Whether a page is held with this very content.
select page_id
from raw.pages
where outlet = %(outlet)s and identity = %(identity)s and content_sha256 = %(content_sha256)s;
