-- What an article is about. Writes nothing where it is held so already.
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
values (
    %(article_id)s,
    %(page_id)s,
    %(relevant)s,
    %(countries)s::text[],
    %(sectors)s::text[],
    %(score)s,
    %(reasons)s::text[],
    %(evidence)s,
    %(reader_version)s
)
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
