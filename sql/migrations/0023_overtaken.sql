-- A message that was not delivered may be overtaken: its reader has newer words about the same event.
create function core.overtaken_by(asked bigint) returns bigint language sql stable as $$
    select case when bool_and(later.message_id is not null) then max(later.message_id) end
    from core.outbox as held
    join core.outbox_events as mine on mine.message_id = held.message_id and mine.told is not null
    left join lateral (
        select max(newer.message_id) as message_id
        from core.outbox_events as theirs
        join core.outbox as newer using (message_id)
        where
            theirs.event_id in (mine.event_id, core.standing_event(mine.event_id))
            and theirs.told is not null
            and newer.recipient = held.recipient
            and newer.begun_at > held.begun_at
            and newer.sent_at is not null
    ) as later on true
    where held.message_id = asked and held.sent_at is null
$$;
comment on function core.overtaken_by is 'Of a message that was written and not delivered: the newest that was delivered to its recipient, where of each event of it something was that was written later; else null.';
