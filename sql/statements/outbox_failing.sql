-- Recipients whose messages failed lately: the others come first, so that a service that hangs holds nobody up.
select distinct recipient
from core.outbox
where last_error is not null and sent_at is null and gave_up_at is null and dropped_at is null;
