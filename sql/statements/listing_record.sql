-- What a listing said of itself now that it answered.
insert into raw.listings (outlet, url, etag, last_modified, newest_at, answered_at)
values (%(outlet)s, %(url)s, %(etag)s, %(last_modified)s, %(newest_at)s, %(now)s)
on conflict (outlet, url) do update set
    etag          = excluded.etag,
    last_modified = excluded.last_modified,
    newest_at     = excluded.newest_at,
    answered_at   = excluded.answered_at;
