-- Wait until no other crawl asks a host, and keep others from it until the connection is closed.
select pg_advisory_lock(hashtext('corridor host'), hashtext(%(host)s));
