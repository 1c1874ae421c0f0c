-- One resolving at a time: two would make two events of one occasion.
select pg_advisory_xact_lock(hashtext('corridor resolve'));
