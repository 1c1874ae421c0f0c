-- A document that is named or described. Writes nothing where it is held so already.
insert into core.agreements as held (article_id, position, page_id, title, status, evidence, reader_version)
values (%(article_id)s, %(position)s, %(page_id)s, %(title)s, %(status)s, %(evidence)s, %(reader_version)s)
on conflict (article_id, position) do update set
    page_id        = excluded.page_id,
    title          = excluded.title,
    status         = excluded.status,
    evidence       = excluded.evidence,
    reader_version = excluded.reader_version
where held is distinct from excluded;
