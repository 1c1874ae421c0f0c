-- One edit of an article. Writes nothing where it is held so already.
insert into core.article_revisions as held (page_id, article_id, headline, body, published_at, reader_version)
values (%(page_id)s, %(article_id)s, %(headline)s, %(body)s::text[], %(published_at)s, %(reader_version)s)
on conflict (page_id) do update set
    article_id     = excluded.article_id,
    headline       = excluded.headline,
    body           = excluded.body,
    published_at   = excluded.published_at,
    reader_version = excluded.reader_version
where held is distinct from excluded;
