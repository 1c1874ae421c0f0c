-- Up to when the digests of a watch have told a recipient, or are going to.
select max(greatest(due_at, begun_at)) as told_until
from core.outbox
where recipient = %(recipient)s and kind = 'digest' and not is_burst and watches = array[%(watch)s];
