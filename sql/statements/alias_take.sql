-- A name is nobody's of this id any more.
delete from core.aliases
where party_id = %(party_id)s and source <> 'report' and name = %(name)s;
