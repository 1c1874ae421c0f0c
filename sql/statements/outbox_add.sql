-- A message, once for each key; whether it can still take up news.
insert into core.outbox (key, recipient, watches, kind, is_burst, created_at, due_at, next_try_at)
values (
    %(key)s,
    %(recipient)s,
    %(watches)s::text[],
    %(kind)s,
    %(is_burst)s,
    %(now)s,
    %(due_at)s,
    %(due_at)s
)
on conflict (key) do update set key = excluded.key
returning message_id, num_nonnulls(begun_at, sent_at, gave_up_at, dropped_at) = 0 as is_open;
