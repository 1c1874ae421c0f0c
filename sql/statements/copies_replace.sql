-- What some articles are by their near-copies. Writes and returns only what is not as it was.
with read as (
    select *
    from jsonb_to_recordset(%(marks)s) as found (
        article_id bigint,
        first_id   bigint,
        basis      text,
        other_id   bigint,
        share      real,
        shared     jsonb,
        own        jsonb,
        counts_as  bigint
    )
),
removed as (
    delete from core.copies
    where article_id = any(%(article_ids)s::bigint[]) and article_id not in (select article_id from read)
    returning article_id
),
recorded as (
    insert into core.copies as held (article_id, first_id, basis, other_id, share, shared, own, counts_as)
    select
        article_id,
        first_id,
        basis,
        other_id,
        share,
        shared,
        own,
        counts_as
    from read
    order by article_id
    on conflict (article_id) do update set
        first_id  = excluded.first_id,
        basis     = excluded.basis,
        other_id  = excluded.other_id,
        share     = excluded.share,
        shared    = excluded.shared,
        own       = excluded.own,
        counts_as = excluded.counts_as
    where held is distinct from excluded
    returning article_id
)
select article_id
from removed
union all
select article_id
from recorded;
