-- Printed names that have a key or a part in common with those of some people are decided again.
with theirs as (
    select
        array_agg(distinct key) filter (where key is not null) as keys,
        array_agg(distinct part) filter (where part is not null) as parts
    from core.aliases as aliases
    left join lateral unnest(aliases.keys) as key on true
    left join lateral unnest(aliases.part_keys) as part on true
    where aliases.party_id = any(%(party_ids)s::bigint[])
)
update core.aliases as aliases
set is_stale = true
from theirs
where
    aliases.source = 'report'
    and not aliases.is_stale
    and (
        aliases.party_id = any(%(party_ids)s::bigint[])
        or aliases.keys && coalesce(theirs.keys, '{}')
        or (aliases.party_id is null and aliases.part_keys && coalesce(theirs.parts, '{}'))
    );
