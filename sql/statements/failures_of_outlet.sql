-- Addresses of an outlet that could not be had when last asked for.
select url
from raw.failures
where outlet = %(outlet)s;
