-- How an outlet stands now; since when is kept while the verdict stays the same.
insert into raw.verdicts as held (outlet, verdict, severity, detail, since)
values (%(outlet)s, %(verdict)s, %(severity)s, %(detail)s, %(now)s)
on conflict (outlet) do update set
    verdict  = excluded.verdict,
    severity = excluded.severity,
    detail   = excluded.detail,
    since    = case when held.verdict = excluded.verdict then held.since else excluded.since end;
