-- Whom participants were identified as.
update core.report_participants as participants
set
    person_id      = case when participants.kind = 'person' then staged.who end,
    body_id        = case when participants.kind = 'body' then staged.who end,
    who_score      = staged.score,
    who_reason     = staged.reason,
    who_candidates = staged.candidates,
    is_identified  = true
from staged_identities as staged
where participants.report_id = staged.report_id and participants.position = staged.position;
