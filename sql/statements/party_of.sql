-- A person or body by id.
select
    kind,
    party_id,
    name,
    country,
    merged_into
from core.parties
where party_id = %(party_id)s;
