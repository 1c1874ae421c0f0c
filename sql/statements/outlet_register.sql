-- One outlet as its file says. Writes nothing where nothing changed.
insert into raw.outlets (outlet, name, country, language, timezone)
values (%(outlet)s, %(name)s, %(country)s, %(language)s, %(timezone)s)
on conflict (outlet) do update set
    name     = excluded.name,
    country  = excluded.country,
    language = excluded.language,
    timezone = excluded.timezone
where (outlets.name, outlets.country, outlets.language, outlets.timezone)
    is distinct from (excluded.name, excluded.country, excluded.language, excluded.timezone);
