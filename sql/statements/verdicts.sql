-- How each outlet stands by the watch's rules, but for those that are well.
select
    verdicts.outlet,
    outlets.name,
    verdicts.verdict,
    verdicts.severity,
    verdicts.detail,
    verdicts.since
from raw.verdicts as verdicts
join raw.outlets as outlets using (outlet)
where verdicts.severity <> 'ok'
order by verdicts.severity, verdicts.outlet;
