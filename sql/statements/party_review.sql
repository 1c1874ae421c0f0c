-- An analyst confirms someone who was met in reports.
update core.parties
set reviewed_at = coalesce(reviewed_at, %(now)s)
where party_id = %(party_id)s;
