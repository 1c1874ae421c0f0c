-- Printed names that no report has any more go; what else their persons are called is decided again.
with gone as (
    delete from core.aliases as aliases
    where
        source = 'report'
        and not exists (
            select
            from core.report_participants as participants
            where
                participants.name = aliases.name
                and participants.kind = aliases.kind
                and participants.country is not distinct from aliases.country
        )
    returning alias_id, party_id
),
again as (
    update core.aliases as aliases
    set is_stale = true
    from gone
    where
        aliases.party_id = gone.party_id
        and aliases.source = 'report'
        and not aliases.is_stale
        and aliases.alias_id not in (select alias_id from gone)
)
select distinct party_id
from gone
where party_id is not null;
