-- A message as it was written: from now on this is what its key says.
update core.outbox
set
    message      = %(message)s,
    begun_at     = %(now)s,
    published_at = %(published_at)s,
    fetched_at   = %(fetched_at)s,
    found_at     = %(found_at)s
where message_id = %(message_id)s;
