-- People and bodies that turned out to be another one; what had been merged into them before goes along.
update core.parties
set
    merged_into  = %(party_id)s,
    withdrawn_at = null
where party_id = any(%(merged)s::bigint[]) or merged_into = any(%(merged)s::bigint[]);
