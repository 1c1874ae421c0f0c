-- An amount that the sides spoke of.
insert into core.figures (article_id, position, page_id, amount, unit, role, of_what, evidence, reader_version)
values (
    %(article_id)s,
    %(position)s,
    %(page_id)s,
    trim_scale(%(amount)s::numeric),
    %(unit)s,
    %(role)s,
    %(of_what)s,
    %(evidence)s,
    %(reader_version)s
);
