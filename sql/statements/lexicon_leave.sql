-- Whoever does not stand in the lexicon any more is someone whom reports name.
with gone as (
    update core.parties
    set source = 'report'
    where source = 'lexicon' and not party_id = any(%(party_ids)s::bigint[])
    returning party_id
),
spellings as (
    delete from core.aliases
    where source = 'lexicon' and party_id in (select party_id from gone)
)
delete from core.offices_held
where source = 'lexicon' and person_id in (select party_id from gone);
