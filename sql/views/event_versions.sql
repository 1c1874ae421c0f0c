-- What was known of each event from when to when.
create or replace view analysis.event_versions as
select
    versions.event_id,
    versions.version_id,
    versions.valid_from,
    versions.valid_to,
    events.type,
    events.status,
    events.mode,
    events.event_date,
    events.date_precision,
    events.place,
    events.sides,
    people.participants,
    versions.participants as participant_list,
    said.disputed,
    events.first_reported_at,
    events.merged_into,
    events.withdrawn_at,
    versions.cause
from history.events as versions
cross join lateral jsonb_populate_record(null::core.events, versions.event) as events
cross join lateral (
    select
        string_agg(
            concat_ws(' ', name, '(' || nullif(concat_ws(', ', country, nullif(office, '')), '') || ')'),
            '; '
            order by position
        ) as participants
    from rows from (
        jsonb_to_recordset(versions.participants) as (name text, country text, office text)
    ) with ordinality as participants (name, country, office, position)
) as people
cross join lateral (
    select
        coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'field', field,
                    'of', told.of,
                    'value', value,
                    'is_chosen', coalesce(chosen, false),
                    'independent', independent,
                    'official', coalesce(official, false)
                )
                order by field, told.of, value
            ),
            '[]'
        ) as disputed
    from jsonb_to_recordset(events.field_values) as told (
        field       text,
        of          text,
        value       text,
        chosen      boolean,
        disputed    boolean,
        independent integer,
        official    boolean
    )
    where told.disputed
) as said;

comment on view analysis.event_versions is 'Each version of each event: what the warehouse knew of it from when to when. See also the function analysis.events_as_of(moment).';
comment on column analysis.event_versions.event_id is 'The event; a merged or withdrawn one stands no longer in analysis.events.';
comment on column analysis.event_versions.version_id is 'Orders the versions of an event, also those of one moment.';
comment on column analysis.event_versions.valid_from is 'When the warehouse came to know it so.';
comment on column analysis.event_versions.valid_to is 'Until when; null for what is known now. Equal to valid_from where the next version came in the same moment.';
comment on column analysis.event_versions.type is 'meeting, call, visit, forum or agreement.';
comment on column analysis.event_versions.status is 'planned, held, postponed or cancelled.';
comment on column analysis.event_versions.mode is 'Of meetings: in_person or video.';
comment on column analysis.event_versions.event_date is 'First day; with date_precision month, the first day of that month.';
comment on column analysis.event_versions.date_precision is 'day or month.';
comment on column analysis.event_versions.place is 'The city.';
comment on column analysis.event_versions.sides is 'States whose dealing it is (ISO 3166-1 alpha-2).';
comment on column analysis.event_versions.participants is 'Who took part, with side and office, as one text.';
comment on column analysis.event_versions.participant_list is 'The same as a list of objects: name, kind, country, office.';
comment on column analysis.event_versions.disputed is 'Values that contradicted each other: field, of, value, is_chosen, independent, official.';
comment on column analysis.event_versions.first_reported_at is 'When the first of its reports was published.';
comment on column analysis.event_versions.merged_into is 'The event that this one turned out to be.';
comment on column analysis.event_versions.withdrawn_at is 'When no report was left of it.';
comment on column analysis.event_versions.cause is 'Why it became so: reports (change, outlet, url, page_id, reader_version), decisions of analysts; neither where the rules changed.';

-- Which reports belonged to which event from when to when.
create or replace view analysis.event_memberships as
select
    memberships.event_id,
    memberships.report_id,
    memberships.article_id,
    memberships.outlet,
    outlets.name as outlet_name,
    memberships.url,
    memberships.valid_from,
    memberships.valid_to
from history.memberships as memberships
join raw.outlets as outlets using (outlet);

comment on view analysis.event_memberships is 'Which reports belonged to which event when, as far as the warehouse knew.';
comment on column analysis.event_memberships.event_id is 'The event.';
comment on column analysis.event_memberships.report_id is 'The report in analysis.event_reports; it may be gone.';
comment on column analysis.event_memberships.article_id is 'Its article in analysis.engagements; it may be gone.';
comment on column analysis.event_memberships.outlet is 'The outlet, by its short name.';
comment on column analysis.event_memberships.outlet_name is 'The outlet, as it is written.';
comment on column analysis.event_memberships.url is 'Address of the article.';
comment on column analysis.event_memberships.valid_from is 'When it joined the event.';
comment on column analysis.event_memberships.valid_to is 'When it left it; null while it belongs to it.';
