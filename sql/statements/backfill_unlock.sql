-- Let others read a file.
select pg_advisory_unlock(hashtext('corridor backfill'), hashtext(%(file)s));
