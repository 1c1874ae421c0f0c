-- Only one process migrates; the lock ends with the session.
select pg_try_advisory_lock(hashtext('corridor migrations'));
