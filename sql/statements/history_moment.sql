-- The moment of which all that this transaction changes of events is, and why, where that is more than reports tell.
select
    set_config('corridor.now', %(now)s::timestamptz::text, true),
    set_config('corridor.cause', coalesce(%(cause)s::jsonb::text, ''), true);
