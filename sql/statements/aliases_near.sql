-- Spellings that share a key with names: those of reports, and the given ones of whoever is no other's.
select
    aliases.alias_id,
    aliases.kind,
    aliases.name,
    aliases.country,
    aliases.source,
    aliases.party_id,
    aliases.candidates
from core.aliases as aliases
where aliases.keys && %(keys)s::text[]
order by aliases.alias_id;
