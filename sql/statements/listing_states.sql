-- What each listing of an outlet said of itself when it last answered.
select
    url,
    etag,
    last_modified
from raw.listings
where outlet = %(outlet)s;
