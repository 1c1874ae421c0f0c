-- A site that nobody watches, of which a backfill brought a page.
insert into raw.outlets (outlet, name, watched)
values (%(outlet)s, %(outlet)s, false)
on conflict (outlet) do nothing;
