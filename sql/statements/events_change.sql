-- Events are to be made up anew; locked in one order, so that a reader and a resolving can't wait for each other.
update core.events
set needs_resolving = true
where
    event_id in (
        select events.event_id
        from core.events as events
        where not events.needs_resolving and events.event_id = any(%(event_ids)s::bigint[])
        order by events.event_id
        for update
    );
