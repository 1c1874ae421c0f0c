-- Edits of articles: revision_record for many.
insert into core.article_revisions (
    page_id,
    article_id,
    headline,
    body,
    published_at,
    reader_version
)
select
    page_id,
    article_id,
    headline,
    body,
    published_at,
    reader_version
from staged_revisions
order by page_id
on conflict (page_id) do update set
    article_id     = excluded.article_id,
    headline       = excluded.headline,
    body           = excluded.body,
    published_at   = excluded.published_at,
    reader_version = excluded.reader_version;
