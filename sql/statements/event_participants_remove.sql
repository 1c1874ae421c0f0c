-- All participants of an event, before they are written anew.
delete from core.event_participants
where event_id = %(event_id)s;
