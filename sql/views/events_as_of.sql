-- The events as they were known at a moment.
drop function if exists analysis.events_as_of(timestamptz);
create function analysis.events_as_of(moment timestamptz)
returns table (
    event_id bigint,
    type text,
    status text,
    mode text,
    event_date date,
    date_precision text,
    place text,
    sides text[],
    participants text,
    participant_list jsonb,
    disputed jsonb,
    outlets text[],
    reports bigint,
    first_reported_at timestamptz,
    known_since timestamptz
)
language sql stable
as $$
    select
        versions.event_id,
        versions.type,
        versions.status,
        versions.mode,
        versions.event_date,
        versions.date_precision,
        versions.place,
        versions.sides,
        versions.participants,
        versions.participant_list,
        versions.disputed,
        told.outlets,
        told.reports,
        versions.first_reported_at,
        versions.valid_from
    from analysis.event_versions as versions
    cross join lateral (
        select
            array_agg(distinct memberships.outlet_name) as outlets,
            count(*) as reports
        from analysis.event_memberships as memberships
        where
            memberships.event_id = versions.event_id
            and memberships.valid_from <= moment
            and (memberships.valid_to is null or memberships.valid_to > moment)
    ) as told
    where
        versions.valid_from <= moment
        and (versions.valid_to is null or versions.valid_to > moment)
        and versions.merged_into is null
        and versions.withdrawn_at is null
$$;
comment on function analysis.events_as_of is 'The events as the warehouse knew them at a moment, with the columns of analysis.events; disputed are the values that contradicted each other, known_since when this was learnt.';
