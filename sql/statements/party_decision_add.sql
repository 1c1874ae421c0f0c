-- What an analyst decided.
insert into core.party_decisions (decision, party_id, other_id, name, country, office, made_by, made_at, reason)
values (
    %(decision)s,
    %(party_id)s,
    %(other_id)s,
    %(name)s,
    %(country)s,
    %(office)s,
    %(made_by)s,
    %(made_at)s,
    %(reason)s
);
