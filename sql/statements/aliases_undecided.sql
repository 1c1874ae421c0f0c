-- Printed names that alone tell nobody, and have a part in common with those of some persons.
select alias_id
from core.aliases
where
    source = 'report'
    and party_id is null
    and part_keys && (
        select coalesce(array_agg(distinct part), '{}')
        from core.aliases as aliases
        cross join unnest(aliases.part_keys) as part
        where aliases.party_id = any(%(party_ids)s::bigint[])
    );
