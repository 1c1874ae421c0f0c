-- One comparing at a time: two would each miss what the other compares.
select pg_advisory_xact_lock(hashtext('corridor copies'));
