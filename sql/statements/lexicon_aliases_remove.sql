-- What the lexicon says of someone, before it is written anew.
with spellings as (
    delete from core.aliases
    where party_id = %(party_id)s and source = 'lexicon'
)
delete from core.offices_held
where person_id = %(party_id)s and source = 'lexicon';
