-- The revision that was read from a page which turned out to hold none.
delete from core.article_revisions
where page_id = %(page_id)s;
