-- A person or body that was not known.
insert into core.parties (kind, name, country, wikidata, source, created_at)
values (%(kind)s, %(name)s, %(country)s, %(wikidata)s, %(source)s, %(now)s)
returning party_id;
