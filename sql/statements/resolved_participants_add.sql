-- Participants of events, under the name of whom they were identified as, else as the report spells it that was taken.
insert into core.event_participants (
    event_id,
    position,
    name,
    printed,
    kind,
    person_id,
    body_id,
    country,
    office,
    report_id
)
select
    found.event_id,
    found.position,
    coalesce(parties.name, found.printed),
    found.printed,
    found.kind,
    case when found.kind = 'person' then found.who end,
    case when found.kind = 'body' then found.who end,
    found.country,
    found.office,
    found.report_id
from resolved_participants as found
left join core.parties as parties on parties.party_id = found.who
order by found.event_id, found.position
on conflict (event_id, position) do nothing;
