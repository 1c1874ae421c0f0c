-- A message was delivered.
update core.outbox
set
    sent_at    = %(now)s,
    attempts   = attempts + 1,
    last_error = null
where message_id = %(message_id)s;
