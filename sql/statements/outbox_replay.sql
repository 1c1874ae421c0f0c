-- Dead letters, and what expired, are due again, with the same key and the same words.
update core.outbox
set
    gave_up_at       = null,
    operator_told_at = null,
    attempts         = 0,
    due_at           = %(now)s,
    next_try_at      = %(now)s
where
    sent_at is null
    and dropped_at is null
    and (gave_up_at is not null or due_at < %(now)s - interval '7 days')
    and (%(message_ids)s::bigint[] is null or message_id = any(%(message_ids)s::bigint[]))
returning message_id;
