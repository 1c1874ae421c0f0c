-- A message that has to go out earlier than it was meant to.
update core.outbox
set
    due_at      = least(due_at, %(due_at)s),
    next_try_at = least(next_try_at, %(due_at)s)
where message_id = %(message_id)s and begun_at is null;
