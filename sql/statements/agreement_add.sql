-- A document that is named or described.
insert into core.agreements (article_id, position, page_id, title, status, evidence, reader_version)
values (%(article_id)s, %(position)s, %(page_id)s, %(title)s, %(status)s, %(evidence)s, %(reader_version)s);
