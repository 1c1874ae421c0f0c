-- An article was fetched once more, changed or not.
insert into raw.looks as held (outlet, identity, first_at, last_at)
values (%(outlet)s, %(identity)s, %(fetched_at)s, %(fetched_at)s)
on conflict (outlet, identity) do update set
    times   = held.times + 1,
    last_at = excluded.last_at
where excluded.last_at > held.last_at;
