-- The operator has heard of these messages.
update core.outbox
set operator_told_at = %(now)s
where message_id = any(%(message_ids)s::bigint[]);
