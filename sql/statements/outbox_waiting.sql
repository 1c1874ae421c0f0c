-- How many messages recipients still wait for.
select count(*) as waiting
from core.outbox
where
    recipient = any(%(recipients)s::text[])
    and sent_at is null
    and gave_up_at is null
    and dropped_at is null
    and due_at >= %(now)s - interval '7 days';
