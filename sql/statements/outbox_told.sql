-- What a message says of an event; null where it turned out that there is nothing to say.
update core.outbox_events
set told = %(told)s
where message_id = %(message_id)s and event_id = %(event_id)s;
