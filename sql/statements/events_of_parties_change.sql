-- Events of people and bodies who are called otherwise now are to be made up anew.
update core.events
set needs_resolving = true
where
    not needs_resolving
    and event_id in (
        select event_id
        from core.event_participants
        where person_id = any(%(party_ids)s::bigint[]) or body_id = any(%(party_ids)s::bigint[])
    );
