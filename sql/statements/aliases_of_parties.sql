-- All spellings of people and bodies.
select
    alias_id,
    kind,
    name,
    country,
    source,
    party_id,
    candidates
from core.aliases
where party_id = any(%(party_ids)s::bigint[])
order by alias_id;
