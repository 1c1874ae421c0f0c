-- The digest that the same watch brought the same recipient before.
select earlier.begun_at
from core.outbox as mine
join core.outbox as earlier on earlier.recipient = mine.recipient and earlier.watches = mine.watches
where
    mine.message_id = %(message_id)s
    and earlier.message_id <> mine.message_id
    and earlier.kind = 'digest'
    and not earlier.is_burst
    and earlier.sent_at is not null
order by earlier.begun_at desc
limit 1;
