-- What changed of each event, when, and from which article, decision or rule.
create or replace view analysis.event_changes as
-- Looked up anew for each kind of change, so that one event costs the same however many there are.
with steps as not materialized (
    select
        versions.event_id,
        versions.version_id,
        versions.valid_from as changed_at,
        versions.event - '{field_values,states}'::text[] as event,
        versions.event -> 'field_values' as field_values,
        versions.participants,
        versions.cause,
        former.version_id is null as is_first,
        former.event - '{field_values,states}'::text[] as former_event,
        former.participants as former_participants
    from history.events as versions
    left join lateral (
        select *
        from history.events as earlier
        where earlier.event_id = versions.event_id and earlier.version_id < versions.version_id
        order by earlier.version_id desc
        limit 1
    ) as former on true
),
fields as (
    select
        steps.*,
        key as field,
        changed.before #>> '{}' as before,
        changed.after #>> '{}' as after
    from steps
    cross join lateral (
        select
            key,
            earlier.value as before,
            later.value as after
        from jsonb_each(steps.event) as later
        full join jsonb_each(steps.former_event) as earlier using (key)
        where later.value is distinct from earlier.value
    ) as changed
    where not is_first
    union all
    select
        steps.*,
        'participants',
        told.before,
        told.after
    from steps
    cross join lateral (
        select
            (
                select string_agg(concat_ws(', ', name, country, nullif(office, '')), '; ')
                from jsonb_to_recordset(steps.former_participants) as people (name text, country text, office text)
            ) as before,
            (
                select string_agg(concat_ws(', ', name, country, nullif(office, '')), '; ')
                from jsonb_to_recordset(steps.participants) as people (name text, country text, office text)
            ) as after
    ) as told
    where not is_first and told.before is distinct from told.after
    union all
    select
        steps.*,
        'event',
        null,
        concat_ws(' ', event ->> 'type', event ->> 'status')
    from steps
    where is_first
)
select
    fields.event_id,
    fields.version_id,
    fields.changed_at,
    fields.field,
    fields.before,
    fields.after,
    case
        when fields.cause ? 'decisions' then 'analyst'
        when fields.cause ? 'reports' then 'article'
        else 'rules'
    end as cause,
    source.outlet,
    source.url,
    source.page_id,
    source.reader_version,
    fields.cause as details
from fields
left join lateral (
    select
        report ->> 'outlet' as outlet,
        report ->> 'url' as url,
        (report ->> 'page_id')::bigint as page_id,
        (report ->> 'reader_version')::integer as reader_version
    from jsonb_array_elements(fields.cause -> 'reports') as report
    order by
        -- Of several articles that came at once, first the one that says what the field has now.
        exists (
            select
            from jsonb_to_recordset(fields.field_values) as told (field text, chosen boolean, reports bigint[])
            where
                told.chosen
                and (report ->> 'report_id')::bigint = any(told.reports)
                and told.field = case
                    when fields.field in ('event_date', 'date_precision') then 'day'
                    else fields.field
                end
        ) desc,
        (report ->> 'report_id')::bigint
    limit 1
) as source on true
union all
select
    memberships.event_id,
    null,
    moved.changed_at,
    'reports',
    moved.before,
    moved.after,
    'article',
    memberships.outlet,
    memberships.url,
    null,
    null,
    jsonb_build_object('report_id', memberships.report_id, 'article_id', memberships.article_id)
from history.memberships as memberships
cross join lateral (
    values (memberships.valid_from, null, memberships.url), (memberships.valid_to, memberships.url, null)
) as moved (changed_at, before, after)
where moved.changed_at is not null;

comment on view analysis.event_changes is 'What changed of each event: a row for each field that got another value, and for each report that joined or left it.';
comment on column analysis.event_changes.event_id is 'The event.';
comment on column analysis.event_changes.version_id is 'The version in analysis.event_versions that the change made; null for reports.';
comment on column analysis.event_changes.changed_at is 'When the warehouse learnt it.';
comment on column analysis.event_changes.field is 'The column of analysis.events; event where it was found, participants, reports; merged_into and withdrawn_at where it went; merged_into became null where it stands again.';
comment on column analysis.event_changes.before is 'What it was, as text; null where nothing was known.';
comment on column analysis.event_changes.after is 'What it became.';
comment on column analysis.event_changes.cause is 'article: reports came, went or tell it otherwise; analyst: somebody decided; rules: the same reports are understood otherwise.';
comment on column analysis.event_changes.outlet is 'Outlet of the article, of several the one that says what the field has now; null where no article is the cause.';
comment on column analysis.event_changes.url is 'Address of that article.';
comment on column analysis.event_changes.page_id is 'The page of it that was read; null where the report is gone.';
comment on column analysis.event_changes.reader_version is 'Version of the reader that read it.';
comment on column analysis.event_changes.details is 'All that was the cause: reports that joined, left or changed, decisions of analysts.';
