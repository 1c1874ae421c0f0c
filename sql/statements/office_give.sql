-- An office that someone held, as the lexicon or an analyst says.
insert into core.offices_held (person_id, office, country, since, until, source)
values (%(person_id)s, %(office)s, %(country)s, %(since)s, %(until)s, %(source)s)
on conflict do nothing;
