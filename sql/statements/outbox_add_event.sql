-- An event of which a message tells.
insert into core.outbox_events (message_id, event_id, alert_id)
values (%(message_id)s, %(event_id)s, %(alert_id)s)
on conflict (message_id, event_id) do nothing;
