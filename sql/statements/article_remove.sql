-- The article that was read from a page which turned out to hold none, with all that was read of it.
delete from core.articles
where page_id = %(page_id)s;
