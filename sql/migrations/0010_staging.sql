-- Whoever loads facts may keep tables of his own for the length of a session: rows on their way in.
do $$
begin
    execute format('grant temporary on database %I to corridor_loader', current_database());
end
$$;
