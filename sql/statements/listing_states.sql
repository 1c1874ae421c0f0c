-- What each listing of an outlet said of itself when it last answered.
select
    url,
    etag,
    last_modified,
    newest_at,
    answered_at
from raw.listings
where outlet = %(outlet)s;
