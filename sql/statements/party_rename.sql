-- Someone is called otherwise.
update core.parties
set name = %(name)s
where party_id = %(party_id)s;
