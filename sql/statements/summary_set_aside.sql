-- Pages that could not be read and addresses that could not be had since a moment, newest first.
select outlets.name as outlet, pages.url, 'unreadable' as what, pages.reason
from raw.pages as pages
join raw.outlets as outlets using (outlet)
where pages.outcome = 'unreadable' and pages.read_at >= %(since)s
union all
select outlets.name, failures.url, failures.reason, failures.detail
from raw.failures as failures
join raw.outlets as outlets using (outlet)
where failures.failed_at >= %(since)s
order by 1, 2
limit %(most)s;
