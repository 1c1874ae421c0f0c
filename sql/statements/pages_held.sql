-- Articles of an outlet that are held (or the one named), each with what its listing said of its last change.
select distinct on (identity)
    identity,
    coalesce(lastmod, '') as lastmod
from raw.pages
where outlet = %(outlet)s and (%(identity)s::text is null or identity = %(identity)s)
order by identity, fetched_at desc, page_id desc;
