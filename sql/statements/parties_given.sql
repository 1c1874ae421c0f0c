-- People and bodies as the lexicon may mean them: by their names and by the spellings that are given.
select
    parties.kind,
    coalesce(parties.merged_into, parties.party_id) as party_id,
    parties.merged_into is not null as is_merged,
    names.name,
    parties.country,
    parties.wikidata
from core.parties as parties
cross join lateral (
    select parties.name
    union
    select aliases.name
    from core.aliases as aliases
    where aliases.party_id = parties.party_id and aliases.source = 'lexicon'
) as names
order by parties.merged_into is not null, parties.source <> 'lexicon', parties.party_id;
