-- Events that were reported on a page are to be made up anew.
update core.events
set needs_resolving = true
where
    not needs_resolving
    and event_id in (select event_id from core.event_reports where page_id = %(page_id)s);
