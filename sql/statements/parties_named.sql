-- People and bodies by their ids, with the offices that persons are known to have held.
select
    parties.kind,
    parties.party_id,
    parties.name,
    parties.country,
    parties.source,
    exists (
        select
        from core.aliases as aliases
        where aliases.party_id = parties.party_id and aliases.source <> 'report'
    ) as is_given,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'office', held.office, 'since', held.since, 'until', held.until, 'source', held.source
                    )
                    order by held.office_id
                )
            from core.offices_held as held
            where held.person_id = parties.party_id
        ),
        '[]'
    ) as offices
from core.parties as parties
where parties.party_id = any(%(party_ids)s::bigint[])
order by parties.party_id;
