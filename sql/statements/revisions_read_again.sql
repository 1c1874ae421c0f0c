-- The other revisions of an article wait to be read again, now that its newest page turned out to hold none.
update raw.pages
set
    reader_version = null,
    outcome        = null,
    reason         = null
where outlet = %(outlet)s and identity = %(identity)s and outcome = 'article' and removed_at is null;
