-- Documents that are named or described: agreement_add for many.
insert into core.agreements (
    article_id,
    position,
    page_id,
    title,
    status,
    evidence,
    reader_version
)
select
    article_id,
    position,
    page_id,
    title,
    status,
    evidence,
    reader_version
from staged_agreements
order by article_id, position;
