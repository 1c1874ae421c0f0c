-- All spellings.
select
    alias_id,
    kind,
    name,
    country,
    source
from core.aliases
order by alias_id;
