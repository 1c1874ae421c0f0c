-- Names in reports that were not identified yet, each with its side and kind once: they become aliases.
select distinct
    kind,
    name,
    country
from core.report_participants
where not is_identified;
