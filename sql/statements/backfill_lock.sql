-- Whether nobody else reads a file now; others are kept from it until the connection is closed or it is unlocked.
select pg_try_advisory_lock(hashtext('corridor backfill'), hashtext(%(file)s)) as is_ours;
