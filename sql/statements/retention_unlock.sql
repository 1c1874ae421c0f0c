-- The next retention may begin.
select pg_advisory_unlock(hashtext('corridor retention'));
