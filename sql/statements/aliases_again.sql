-- All printed names are decided again.
update core.aliases
set is_stale = true
where source = 'report' and not is_stale;
