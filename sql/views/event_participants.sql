-- One row for each participant of each event.
create or replace view analysis.event_participants as
select
    participants.event_id,
    participants.position,
    participants.name,
    participants.printed,
    participants.kind,
    participants.person_id,
    participants.body_id,
    participants.country,
    nullif(participants.office, '') as office,
    events.type as event_type,
    events.status as event_status,
    events.event_date,
    events.date_precision,
    events.place,
    articles.url
from core.event_participants as participants
join core.events as events using (event_id)
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
where events.merged_into is null and events.withdrawn_at is null;

comment on view analysis.event_participants is 'Who took part in which event: one row for each person or body and event.';
comment on column analysis.event_participants.event_id is 'The event in analysis.events.';
comment on column analysis.event_participants.position is 'Place among the event''s participants, from 0, in the order in which they were first named.';
comment on column analysis.event_participants.name is 'The name of the person or body that was identified; where none was, as it is printed.';
comment on column analysis.event_participants.printed is 'The name as it is printed, in the spelling that most reports use.';
comment on column analysis.event_participants.person_id is 'The person in analysis.people; null where it is none or the name does not tell.';
comment on column analysis.event_participants.body_id is 'The body in analysis.bodies; null where it is none or the name does not tell.';
comment on column analysis.event_participants.kind is 'person or body.';
comment on column analysis.event_participants.country is 'The side that he, she or it stands for (ISO 3166-1 alpha-2); null where no report says.';
comment on column analysis.event_participants.office is 'The office at the time, as one would write it in English; null where no report says.';
comment on column analysis.event_participants.event_type is 'Type of the event: meeting, call, visit, forum, agreement.';
comment on column analysis.event_participants.event_status is 'Its status: planned, held, postponed, cancelled.';
comment on column analysis.event_participants.event_date is 'Its first day; with date_precision month, the first day of that month.';
comment on column analysis.event_participants.date_precision is 'day or month.';
comment on column analysis.event_participants.place is 'Its city.';
comment on column analysis.event_participants.url is 'Address of the article whose office (without one: whose spelling) was taken.';
