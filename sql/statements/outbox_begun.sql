-- A message that was written and is to be sent, locked until it is marked; none where another process has it.
select
    message_id,
    message,
    attempts
from core.outbox
where
    message_id = %(message_id)s
    and begun_at is not null
    and sent_at is null
    and gave_up_at is null
    and dropped_at is null
    and next_try_at <= %(now)s
for update skip locked;
