-- Dead letters, and what expired, are due again, with the same key and the same words: those that are named, or all whose
-- readers have no newer words about the same event.
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
    and case
        when %(message_ids)s::bigint[] is null then core.overtaken_by(message_id) is null
        else message_id = any(%(message_ids)s::bigint[])
    end
returning message_id;
