-- The message in which a recipient's burst is gathered, if it is not begun yet.
select message_id
from core.outbox
where
    recipient = %(recipient)s
    and is_burst
    and begun_at is null
    and gave_up_at is null
    and dropped_at is null
order by message_id
limit 1;
