-- What the operator has not been told: outlets that need mending, and those told of before that are well again. Locked
-- until it is told.
select
    verdicts.outlet,
    outlets.name,
    verdicts.verdict,
    verdicts.severity,
    verdicts.detail,
    verdicts.since,
    verdicts.told
from raw.verdicts as verdicts
join raw.outlets as outlets using (outlet)
where
    (verdicts.verdict = any(%(named)s::text[]) and verdicts.verdict is distinct from verdicts.told)
    or (verdicts.severity = 'ok' and verdicts.told is not null)
order by verdicts.severity, verdicts.outlet
for update of verdicts skip locked;
