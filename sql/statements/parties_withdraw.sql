-- Whoever was met in reports, and is named by none any more. Who was decided about stays.
update core.parties
set withdrawn_at = %(now)s
where
    source = 'report'
    and reviewed_at is null
    and not is_named
    and merged_into is null
    and withdrawn_at is null
    and party_id = any(%(party_ids)s::bigint[])
    and not exists (select from core.aliases as aliases where aliases.party_id = parties.party_id);
