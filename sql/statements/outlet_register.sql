-- One outlet as its file says. Writes nothing where nothing changed.
insert into raw.outlets (outlet, name, country, language, timezone, quiet_hours, least_listed, most_unreadable, official)
values (
    %(outlet)s,
    %(name)s,
    %(country)s,
    %(language)s,
    %(timezone)s,
    %(quiet_hours)s,
    %(least_listed)s,
    %(most_unreadable)s,
    %(official)s
)
on conflict (outlet) do update set
    name            = excluded.name,
    country         = excluded.country,
    language        = excluded.language,
    timezone        = excluded.timezone,
    quiet_hours     = excluded.quiet_hours,
    least_listed    = excluded.least_listed,
    most_unreadable = excluded.most_unreadable,
    official        = excluded.official
where outlets is distinct from excluded;
