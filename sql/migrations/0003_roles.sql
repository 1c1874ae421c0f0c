-- Who may do what. Views run with their owner's rights, so reading `analysis` needs no right on the tables below it.
do $$
declare
    role text;
    -- Since PostgreSQL 16 whoever creates a role is a member of it who may not yet play it.
    playing text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
    foreach role in array array['corridor_loader', 'corridor_analyst'] loop
        begin
            if not exists (select from pg_roles where rolname = role) then
                execute format('create role %I nologin', role);
            end if;
            -- Whoever owns the warehouse plays the other two roles where one login does all.
            if not pg_has_role(current_user, role, playing) then
                execute format('grant %I to %I', role, current_user);
            end if;
        exception when insufficient_privilege then
            raise exception '%', format(
                'an administrator must first run  create role corridor_loader; create role corridor_analyst; '
                'grant corridor_loader, corridor_analyst to %I', current_user);
        end;
    end loop;
    execute format('revoke temporary on database %I from public', current_database());
end
$$;

revoke all on schema public from public;
grant usage on schema raw, core, analysis to corridor_loader;
grant select, insert, update, delete on all tables in schema raw, core to corridor_loader;
grant usage on all sequences in schema raw, core to corridor_loader;
alter default privileges in schema raw, core grant select, insert, update, delete on tables to corridor_loader;
alter default privileges in schema raw, core grant usage on sequences to corridor_loader;

grant usage on schema analysis to corridor_analyst;
