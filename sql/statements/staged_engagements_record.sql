-- What articles are about: engagement_record for many.
insert into core.engagements as held (
    article_id,
    page_id,
    relevant,
    countries,
    sectors,
    score,
    reasons,
    evidence,
    reader_version
)
select
    article_id,
    page_id,
    relevant,
    countries,
    sectors,
    score,
    reasons,
    evidence,
    reader_version
from staged_engagements
order by article_id
on conflict (article_id) do update set
    page_id        = excluded.page_id,
    relevant       = excluded.relevant,
    countries      = excluded.countries,
    sectors        = excluded.sectors,
    score          = excluded.score,
    reasons        = excluded.reasons,
    evidence       = excluded.evidence,
    reader_version = excluded.reader_version
where held is distinct from excluded;
