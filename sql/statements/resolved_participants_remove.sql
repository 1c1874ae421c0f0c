-- Participants of events that were made up anew, but for those that stay as they are.
delete from core.event_participants as held
using resolved_events as events
where
    held.event_id = events.event_id
    and not exists (
        select
        from resolved_participants as found
        left join core.parties as parties on parties.party_id = found.who
        where
            found.event_id = held.event_id
            and found.position = held.position
            and coalesce(parties.name, found.printed) = held.name
            and found.printed = held.printed
            and found.kind = held.kind
            and found.who is not distinct from coalesce(held.person_id, held.body_id)
            and found.country is not distinct from held.country
            and found.office is not distinct from held.office
            and found.report_id = held.report_id
    );
