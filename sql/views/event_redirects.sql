-- Where events are that turned out to be others.
create or replace view analysis.event_redirects as
select
    event_id,
    merged_into as event_now
from core.events
where merged_into is not null;

comment on view analysis.event_redirects is 'Events that turned out to be another one, so that an id that was noted once is found for good; one that stands again is none of them.';
comment on column analysis.event_redirects.event_id is 'The id that was.';
comment on column analysis.event_redirects.event_now is 'The event in analysis.events that it is now, unless that was withdrawn later.';
