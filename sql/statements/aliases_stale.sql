-- Printed names of which it is to be decided whom they mean.
select
    alias_id,
    kind,
    name,
    country,
    source,
    party_id,
    candidates
from core.aliases
where is_stale and source = 'report'
order by alias_id;
