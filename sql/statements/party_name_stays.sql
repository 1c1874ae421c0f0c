-- Nothing but a decision changes the name of someone who was decided about.
update core.parties
set is_named = true
where party_id = %(party_id)s and not is_named;
