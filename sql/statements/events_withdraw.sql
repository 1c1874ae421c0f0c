-- Events of which no report is left.
update core.events
set
    withdrawn_at    = %(now)s,
    needs_resolving = false
where
    needs_resolving
    and merged_into is null
    and not exists (select from core.event_reports as reports where reports.event_id = events.event_id)
returning event_id;
