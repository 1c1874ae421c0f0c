-- Who may do what. Views run with their owner's rights, so reading `analysis` needs no right on the tables below it.
do $$
declare
    role text;
begin
    foreach role in array array['corridor_loader', 'corridor_analyst'] loop
        if not exists (select from pg_roles where rolname = role) then
            begin
                execute format('create role %I nologin', role);
            exception when insufficient_privilege then
                raise exception 'the role % is missing: an administrator must run  create role % nologin; grant % to %',
                    role, role, role, current_user;
            end;
        end if;
        -- Whoever owns the warehouse plays the other two roles where one login does all.
        if not pg_has_role(current_user, role, 'member') then
            execute format('grant %I to %I', role, current_user);
        end if;
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
