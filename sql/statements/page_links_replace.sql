-- What pages declare of other addresses. Writes only what is not as it was, and returns the pages whose links to other
-- languages that is.
with read as (
    select *
    from jsonb_to_recordset(%(links)s) as found (
        page_id        bigint,
        position       smallint,
        relation       text,
        language       text,
        url            text,
        identity       text,
        evidence       text,
        reader_version integer
    )
),
removed as (
    delete from core.page_links
    where page_id = any(%(page_ids)s::bigint[]) and (page_id, position) not in (select page_id, position from read)
    returning page_id, relation
),
recorded as (
    insert into core.page_links as held
    (page_id, position, relation, language, url, identity, evidence, reader_version)
    select
        page_id,
        position,
        relation,
        language,
        url,
        identity,
        evidence,
        reader_version
    from read
    on conflict (page_id, position) do update set
        relation       = excluded.relation,
        language       = excluded.language,
        url            = excluded.url,
        identity       = excluded.identity,
        evidence       = excluded.evidence,
        reader_version = excluded.reader_version
    where held is distinct from excluded
    returning page_id, relation
)
select page_id
from removed
where relation = 'language'
union
select page_id
from recorded
where relation = 'language';
