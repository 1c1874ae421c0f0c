-- A message was not delivered: it is tried again, or given up where `next_try_at` is null.
update core.outbox
set
    attempts    = attempts + 1,
    last_error  = %(error)s,
    next_try_at = coalesce(%(next_try_at)s, next_try_at),
    gave_up_at  = case when %(next_try_at)s::timestamptz is null then %(now)s::timestamptz end
where message_id = %(message_id)s;
