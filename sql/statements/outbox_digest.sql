-- The next digest of a watch to a recipient, if there is one already.
select message_id
from core.outbox
where
    recipient = %(recipient)s
    and kind = 'digest'
    and not is_burst
    and watches = array[%(watch)s]
    and begun_at is null
    and sent_at is null
    and gave_up_at is null
    and dropped_at is null
    and due_at >= %(now)s - interval '7 days'
order by due_at
limit 1;
