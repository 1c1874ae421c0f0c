-- The operator was told how an outlet stands; that it is well again ends the matter.
update raw.verdicts
set
    told    = case when severity = 'ok' then null else verdict end,
    told_at = %(now)s
where outlet = %(outlet)s;
