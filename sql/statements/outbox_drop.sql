-- Messages that have nothing to tell any more.
update core.outbox
set
    dropped_at      = %(now)s,
    dropped_because = %(because)s
where message_id = any(%(message_ids)s::bigint[]);
