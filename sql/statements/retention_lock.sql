-- One retention at a time: true where it is ours until it is unlocked or the connection is closed.
select pg_try_advisory_lock(hashtext('corridor retention')) as is_ours;
