-- Whom printed names mean, from the staged ones.
update core.aliases as aliases
set
    party_id   = staged.party_id,
    candidates = staged.candidates,
    is_stale   = false
from staged_aliases as staged
where aliases.alias_id = staged.alias_id;
