-- What makes the digests of addresses this warehouse's own.
select salt from core.outbox_salt;
