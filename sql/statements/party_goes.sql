-- What is given of someone who turned out to be another becomes the other's; printed names are decided again after it.
with twice as (
    delete from core.aliases as aliases
    where
        aliases.party_id = %(party_id)s
        and aliases.source <> 'report'
        and exists (
            select
            from core.aliases as kept
            where
                kept.party_id = %(into)s
                and kept.name = aliases.name
                and kept.source = aliases.source
                and kept.country is not distinct from aliases.country
        )
    returning aliases.alias_id
),
spellings as (
    update core.aliases
    set party_id = %(into)s
    where party_id = %(party_id)s and source <> 'report' and alias_id not in (select alias_id from twice)
),
shown as (
    delete from core.offices_held as held
    where
        held.person_id = %(party_id)s
        and (
            held.source = 'report'
            or exists (
                select
                from core.offices_held as kept
                where
                    kept.person_id = %(into)s
                    and kept.source = held.source
                    and kept.office = held.office
                    and kept.since is not distinct from held.since
            )
        )
    returning held.office_id
)
update core.offices_held
set person_id = %(into)s
where person_id = %(party_id)s and office_id not in (select office_id from shown);
