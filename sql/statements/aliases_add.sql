-- Names that reports print, from the staged ones; those that are known stay as they are.
insert into core.aliases (kind, name, country, script, keys, part_keys, source)
select
    kind,
    name,
    country,
    script,
    keys,
    part_keys,
    'report'
from staged_aliases
order by kind, name, country
on conflict (name, kind, coalesce(country, '')) where source = 'report' do nothing;
