-- error: Events without Pakistan or without any of the five states among their sides: the report should not have been
-- loaded, or the side of a participant was misread.
select
    event_id,
    type,
    event_date,
    sides
from core.events
where
    merged_into is null
    and withdrawn_at is null
    and not ('PK' = any(sides) and sides && array['KZ', 'KG', 'TJ', 'TM', 'UZ'])
order by event_id;
