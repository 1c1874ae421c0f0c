-- A participant of an event, under the name of whom it was identified as, else as the report spells it that was taken.
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
values (
    %(event_id)s,
    %(position)s,
    coalesce((select parties.name from core.parties as parties where parties.party_id = %(who)s), %(printed)s),
    %(printed)s,
    %(kind)s,
    case when %(kind)s = 'person' then %(who)s::bigint end,
    case when %(kind)s = 'body' then %(who)s::bigint end,
    %(country)s,
    %(office)s,
    %(report_id)s
);
