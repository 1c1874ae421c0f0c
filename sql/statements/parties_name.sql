-- Whoever was met in reports is called what most of them print, of these the longest, and has the side that they say.
with said as (
    select
        aliases.party_id,
        aliases.name,
        max(aliases.country) over (partition by aliases.party_id) as country,
        row_number() over (
            partition by aliases.party_id
            order by printed.times desc, length(aliases.name) desc, aliases.name, aliases.alias_id
        ) as rank
    from core.aliases as aliases
    cross join lateral (
        select count(*) as times
        from core.report_participants as participants
        where participants.name = aliases.name and participants.kind = aliases.kind
    ) as printed
    where aliases.source = 'report' and aliases.party_id = any(%(party_ids)s::bigint[])
)
update core.parties
set
    name         = case when parties.is_named then parties.name else said.name end,
    country      = coalesce(said.country, parties.country),
    withdrawn_at = null
from said
where
    parties.party_id = said.party_id
    and said.rank = 1
    and parties.source = 'report'
    and (
        (not parties.is_named and parties.name <> said.name)
        or parties.country is distinct from coalesce(said.country, parties.country)
        or parties.withdrawn_at is not null
    )
returning parties.party_id;
