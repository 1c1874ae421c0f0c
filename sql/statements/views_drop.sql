-- Views are made anew as a whole, so that one may lose a column.
do $$
declare
    view record;
begin
    for view in select schemaname, viewname from pg_views where schemaname = 'analysis' loop
        execute format('drop view if exists %I.%I cascade', view.schemaname, view.viewname);
    end loop;
end
$$;
