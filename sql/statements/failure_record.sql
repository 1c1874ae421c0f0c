-- What could not be had, in place of what was noted of the same address before.
insert into raw.failures (outlet, url, identity, reason, detail, status, failed_at)
values (%(outlet)s, %(url)s, %(identity)s, %(reason)s, %(detail)s, %(status)s, %(failed_at)s)
on conflict (outlet, url) do update set
    identity  = excluded.identity,
    reason    = excluded.reason,
    detail    = excluded.detail,
    status    = excluded.status,
    failed_at = excluded.failed_at;
