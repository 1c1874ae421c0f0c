-- Spellings that have one of these parts and are known to mean someone.
select
    alias_id,
    kind,
    name,
    country,
    source,
    party_id,
    candidates
from core.aliases
where part_keys && %(part_keys)s::text[] and party_id is not null
order by alias_id;
