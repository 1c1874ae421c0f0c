-- A spelling that is given, by the lexicon or an analyst.
insert into core.aliases (kind, name, country, script, keys, part_keys, source, party_id, is_stale)
values (
    %(kind)s,
    %(name)s,
    %(country)s,
    %(script)s,
    %(keys)s::text[],
    %(part_keys)s::text[],
    %(source)s,
    %(party_id)s,
    false
)
on conflict do nothing;
