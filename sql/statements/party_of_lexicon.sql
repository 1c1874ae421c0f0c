-- Someone who stands in the lexicon; a name that an analyst chose stays.
update core.parties
set
    name         = case when is_named then name else %(name)s end,
    country      = %(country)s,
    wikidata     = %(wikidata)s,
    source       = 'lexicon',
    withdrawn_at = null
where party_id = %(party_id)s;
