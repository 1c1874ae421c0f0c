-- Participants of reports: participant_add for many.
insert into core.report_participants (
    report_id,
    position,
    name,
    kind,
    country,
    office,
    is_inferred,
    evidence
)
select
    report_id,
    position,
    name,
    kind,
    country,
    office,
    is_inferred,
    evidence
from staged_participants
order by report_id, position;
