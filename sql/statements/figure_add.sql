-- An amount that the sides spoke of. Writes nothing where it is held so already.
insert into core.figures as held (article_id, position, page_id, amount, unit, role, of_what, evidence, reader_version)
values (
    %(article_id)s,
    %(position)s,
    %(page_id)s,
    %(amount)s,
    %(unit)s,
    %(role)s,
    %(of_what)s,
    %(evidence)s,
    %(reader_version)s
)
on conflict (article_id, position) do update set
    page_id        = excluded.page_id,
    amount         = excluded.amount,
    unit           = excluded.unit,
    role           = excluded.role,
    of_what        = excluded.of_what,
    evidence       = excluded.evidence,
    reader_version = excluded.reader_version
where held is distinct from excluded;
