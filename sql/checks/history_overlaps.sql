-- error: Versions of an event that hold at the same time, or between which there is a gap: something other than the
-- triggers of sql/migrations/0018_history.sql wrote them.
with steps as (
    select
        event_id,
        version_id,
        valid_from,
        valid_to,
        lead(valid_from) over versions as next_from
    from history.events
    window versions as (partition by event_id order by version_id)
)
select
    event_id,
    version_id,
    valid_from,
    valid_to,
    next_from
from steps
where valid_to is distinct from next_from
order by event_id, version_id;
