-- Under which names people and bodies are printed.
create or replace view analysis.aliases as
select
    aliases.alias_id,
    aliases.kind,
    aliases.name,
    aliases.country,
    aliases.script,
    aliases.source,
    case when aliases.kind = 'person' then aliases.party_id end as person_id,
    case when aliases.kind = 'body' then aliases.party_id end as body_id,
    parties.name as means,
    aliases.candidates
from core.aliases as aliases
left join core.parties as parties using (kind, party_id);

comment on view analysis.aliases is 'Spellings of names, those that are given and those that reports print, and whom each means.';
comment on column analysis.aliases.alias_id is 'Names the spelling in this warehouse.';
comment on column analysis.aliases.kind is 'person or body.';
comment on column analysis.aliases.name is 'The name as it is printed.';
comment on column analysis.aliases.country is 'The side beside which it is printed (ISO 3166-1 alpha-2); null where no report says.';
comment on column analysis.aliases.script is 'latin, cyrillic, arabic or other.';
comment on column analysis.aliases.source is 'lexicon: from the reviewed word lists; report: printed in reports; analyst: from a decision.';
comment on column analysis.aliases.person_id is 'The person in analysis.people whom it means; null where the name alone does not tell.';
comment on column analysis.aliases.body_id is 'The body in analysis.bodies that it means; null where the name alone does not tell.';
comment on column analysis.aliases.means is 'Whom it means, by name.';
comment on column analysis.aliases.candidates is 'Ids of those whom it may mean, where the name alone fits several.';
