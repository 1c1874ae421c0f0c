-- Keys of spellings, from the staged ones; those that stay the same are not written.
update core.aliases as aliases
set
    script    = staged.script,
    keys      = staged.keys,
    part_keys = staged.part_keys
from staged_aliases as staged
where
    aliases.alias_id = staged.alias_id
    and (aliases.script, aliases.keys, aliases.part_keys)
    is distinct from (staged.script, staged.keys, staged.part_keys);
