-- Forget the failure of an address (and of its article, where one is named) that answered.
delete from raw.failures
where outlet = %(outlet)s and (url = %(url)s or identity = %(identity)s);
