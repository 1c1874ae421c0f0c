-- Names of which it is not certain whom they mean, those that are printed most first, with whom they may mean.
select
    participants.name,
    participants.kind,
    participants.country,
    nullif(participants.office, '') as office,
    count(*) as reports,
    min(participants.who_reason) as reason,
    (
        select jsonb_agg(jsonb_build_object('id', parties.party_id, 'name', parties.name) order by parties.party_id)
        from core.parties as parties
        where parties.party_id = any(participants.who_candidates)
    ) as candidates
from core.report_participants as participants
where participants.is_identified and participants.who_candidates is not null
group by
    participants.name, participants.kind, participants.country, nullif(participants.office, ''), participants.who_candidates
order by count(*) desc, participants.name, participants.country, nullif(participants.office, '')
limit %(most)s;
