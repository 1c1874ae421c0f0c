-- Events that an article reports are to be made up anew.
update core.events
set needs_resolving = true
where
    not needs_resolving
    and event_id in (select event_id from core.event_reports where article_id = %(article_id)s);
