-- The failure of an address that asking again within a day would not mend.
select url
from raw.failures
where
    outlet = %(outlet)s
    and url = %(url)s
    and failed_at > %(now)s - interval '24 hours'
    and (reason in ('too_large', 'not_html', 'robots') or (reason = 'http' and status in (404, 410)));
