-- People and bodies, those whom reports name most first.
select
    parties.party_id as id,
    parties.kind,
    parties.name,
    parties.country,
    parties.source,
    parties.source = 'report' and parties.reviewed_at is null as is_unreviewed,
    counted.reports,
    array(
        select distinct aliases.name
        from core.aliases as aliases
        where aliases.party_id = parties.party_id and aliases.name <> parties.name
        order by aliases.name
    ) as also,
    (
        select held.office
        from core.offices_held as held
        where held.person_id = parties.party_id
        order by coalesce(held.until, 'infinity') desc, held.since desc nulls last, held.office_id
        limit 1
    ) as office
from core.parties as parties
cross join lateral (
    select count(distinct participants.report_id) as reports
    from core.report_participants as participants
    where
        (parties.kind = 'person' and participants.person_id = parties.party_id)
        or (parties.kind = 'body' and participants.body_id = parties.party_id)
) as counted
where
    parties.merged_into is null
    and parties.withdrawn_at is null
    and (not %(unreviewed)s or (parties.source = 'report' and parties.reviewed_at is null))
    and (
        %(asked)s::text is null
        or exists (
            select
            from core.aliases as aliases
            where aliases.party_id = parties.party_id and strpos(lower(aliases.name), lower(%(asked)s)) > 0
        )
        or strpos(lower(parties.name), lower(%(asked)s)) > 0
    )
order by counted.reports desc, parties.name, parties.party_id
limit %(most)s;
