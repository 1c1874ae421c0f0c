-- warn: Two events of one type on one day with the same sides and the same first participants: one occasion may have been
-- told twice within one article, or two spellings of a name were not taken for one.
with live as (
    select
        events.event_id,
        events.type,
        events.event_date,
        events.sides,
        array(
            select lower(participants.name)
            from core.event_participants as participants
            where participants.event_id = events.event_id and participants.kind = 'person'
            order by 1
        ) as people
    from core.events as events
    where events.merged_into is null and events.withdrawn_at is null and events.date_precision = 'day'
)
select
    one.event_id,
    other.event_id as other_event_id,
    one.type,
    one.event_date,
    one.people
from live as one
join live as other
    on other.type = one.type
    and other.event_date = one.event_date
    and other.sides = one.sides
    and other.people = one.people
    and other.event_id > one.event_id
where cardinality(one.people) > 0
order by one.event_id, other.event_id;
