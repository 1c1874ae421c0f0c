-- What happened within visits: the meetings, forums and signings of each.
create or replace view analysis.event_parts as
select
    visits.event_id as visit_id,
    parts.event_id,
    parts.part_of_reason as reason,
    visits.type as visit_type,
    visits.event_date as visit_date,
    visits.place as visit_place,
    parts.type,
    parts.status,
    parts.event_date,
    parts.date_precision,
    parts.place
from core.events as parts
join core.events as visits on visits.event_id = parts.part_of
where
    parts.merged_into is null
    and parts.withdrawn_at is null
    and visits.merged_into is null
    and visits.withdrawn_at is null;

comment on view analysis.event_parts is 'What happened within visits: meetings, forums and signings, which are events of their own.';
comment on column analysis.event_parts.visit_id is 'The visit in analysis.events.';
comment on column analysis.event_parts.event_id is 'What happened within it, in analysis.events.';
comment on column analysis.event_parts.reason is 'Why it is taken for a part of the visit.';
comment on column analysis.event_parts.visit_type is 'visit, but for what an analyst decided.';
comment on column analysis.event_parts.visit_date is 'First day of the visit.';
comment on column analysis.event_parts.visit_place is 'The city of the visit.';
comment on column analysis.event_parts.type is 'meeting, forum or agreement.';
comment on column analysis.event_parts.status is 'planned, held, postponed or cancelled.';
comment on column analysis.event_parts.event_date is 'Its day; with date_precision month, the first day of that month.';
comment on column analysis.event_parts.date_precision is 'day or month.';
comment on column analysis.event_parts.place is 'Its city.';
