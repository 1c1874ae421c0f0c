-- Events that articles report are to be made up anew; locked in one order, so that two readers can't wait for each other.
update core.events
set needs_resolving = true
where
    event_id in (
        select events.event_id
        from core.events as events
        where
            not events.needs_resolving
            and events.event_id in (
                select event_id from core.event_reports where article_id = any(%(article_ids)s::bigint[])
            )
        order by events.event_id
        for update
    );
