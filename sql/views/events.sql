-- One row for each real-world occasion, whoever reports it.
create or replace view analysis.events as
with live as (
    select *
    from core.events
    where merged_into is null and withdrawn_at is null
)
select
    live.event_id,
    live.type,
    live.status,
    live.mode,
    live.event_date,
    live.date_precision,
    live.place,
    live.sides,
    live.part_of,
    live.part_of_reason,
    people.participants,
    people.participant_list,
    topics.sectors,
    amounts.figures,
    papers.agreements,
    told.outlets,
    told.reports,
    told.independent_reports,
    told.independent_outlets,
    told.press,
    told.official,
    disputed.contradictions,
    live.first_reported_at,
    live.created_at,
    first_told.first_outlet,
    first_told.headline,
    first_told.url,
    first_told.evidence,
    told.evidence_list
from live
-- Each part is looked up for one event at a time, so that one event costs the same however many there are.
cross join lateral (
    select
        string_agg(
            concat_ws(' ', name, '(' || nullif(concat_ws(', ', country, nullif(office, '')), '') || ')'),
            '; '
            order by position
        ) as participants,
        coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'name', name,
                    'printed', printed,
                    'kind', kind,
                    'country', country,
                    'office', nullif(office, ''),
                    'person_id', person_id,
                    'body_id', body_id
                )
                order by position
            ),
            '[]'
        ) as participant_list
    from core.event_participants as participants
    where participants.event_id = live.event_id
) as people
cross join lateral (
    select
        count(*) as reports,
        count(distinct coalesce(copies.counts_as, articles.article_id)) as independent_reports,
        count(distinct coalesce(sources.outlet, articles.outlet)) as independent_outlets,
        case
            when bool_or(outlets.country = 'PK') and bool_or(outlets.country in ('KZ', 'KG', 'TJ', 'TM', 'UZ')) then 'both'
            when bool_or(outlets.country = 'PK') then 'pakistan'
            when bool_or(outlets.country in ('KZ', 'KG', 'TJ', 'TM', 'UZ')) then 'central_asia'
            else 'neither'
        end as press,
        bool_or(outlets.official or coalesce(source_outlets.official, false)) as official,
        array_agg(distinct outlets.name) as outlets,
        jsonb_agg(
            jsonb_build_object(
                'outlet', outlets.name,
                'url', articles.url,
                'headline', articles.headline,
                'language', articles.language,
                'published_at', articles.published_at,
                'status', reports.status,
                'passages', (select jsonb_agg(passage -> 'text') from jsonb_array_elements(reports.evidence) as passage)
            )
            order by articles.published_at nulls last, articles.outlet, articles.identity, reports.position
        ) as evidence_list,
        array_agg(distinct articles.article_id) as article_ids
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    left join core.copies as copies using (article_id)
    left join core.articles as sources on sources.article_id = copies.counts_as
    left join raw.outlets as source_outlets on source_outlets.outlet = sources.outlet
    where reports.event_id = live.event_id
) as told
left join lateral (
    select
        outlets.name as first_outlet,
        articles.url,
        articles.headline,
        (
            select string_agg(passage ->> 'text', ' … ')
            from jsonb_array_elements(reports.evidence) as passage
        ) as evidence
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    where reports.event_id = live.event_id
    order by articles.published_at nulls last, articles.outlet, articles.identity, reports.position
    limit 1
) as first_told on true
cross join lateral (
    select coalesce(array_agg(distinct sector order by sector), '{}') as sectors
    from core.engagements as engagements
    cross join unnest(engagements.sectors) as sector
    where engagements.article_id = any(told.article_ids)
) as topics
cross join lateral (
    select
        coalesce(
            jsonb_agg(
                distinct jsonb_build_object('amount', amount, 'unit', unit, 'role', role, 'of', of_what)
            ),
            '[]'
        ) as figures
    from core.figures as figures
    where figures.article_id = any(told.article_ids)
) as amounts
cross join lateral (
    select coalesce(jsonb_agg(distinct jsonb_build_object('title', title, 'status', status)), '[]') as agreements
    from core.agreements as agreements
    where agreements.article_id = any(told.article_ids)
) as papers
cross join lateral (
    select
        coalesce(
            jsonb_agg(
                jsonb_build_object('field', field, 'of', of_what, 'values', answers)
                order by field, of_what
            ),
            '[]'
        ) as contradictions
    from (
        select
            field,
            of_what,
            jsonb_agg(
                jsonb_build_object(
                    'value', value,
                    'is_chosen', is_chosen,
                    'outlets', outlets,
                    'independent', independent,
                    'official', official,
                    'first_said_at', first_said_at,
                    'url', url,
                    'passage', passage
                )
                order by is_chosen desc, independent desc, value
            ) as answers
        from analysis.event_values as told_values
        where told_values.event_id = live.event_id and told_values.is_disputed
        group by field, of_what
    ) as fields
) as disputed;

comment on view analysis.events is 'One row for each real-world occasion between Pakistan and Central Asia, whoever reports it; merged and withdrawn ones are left out.';
comment on column analysis.events.event_id is 'Names the event in this warehouse, for good.';
comment on column analysis.events.type is 'meeting, call, visit, forum or agreement (a signing).';
comment on column analysis.events.status is 'planned, held, postponed or cancelled: the latest word of its reports.';
comment on column analysis.events.mode is 'Of meetings: in_person or video; null where no report says.';
comment on column analysis.events.event_date is 'First day; with date_precision month, the first day of that month; null where no report says.';
comment on column analysis.events.date_precision is 'day or month.';
comment on column analysis.events.place is 'The city that most sources have (analysis.event_values).';
comment on column analysis.events.sides is 'States whose dealing it is (ISO 3166-1 alpha-2), Pakistan among them.';
comment on column analysis.events.part_of is 'The visit (event_id) within which it happened; null where none is known.';
comment on column analysis.events.part_of_reason is 'Why it is taken for a part of that visit.';
comment on column analysis.events.participants is 'Who took part, with side and office, as one text.';
comment on column analysis.events.participant_list is 'The same as a list of objects: name (of the person or body in analysis.people or analysis.bodies), printed (the name as it is printed), kind (person, body), country, office, person_id, body_id.';
comment on column analysis.events.sectors is 'What the articles that report it say the sides deal with.';
comment on column analysis.events.figures is 'Amounts in the articles that report it: amount, unit, role, of.';
comment on column analysis.events.agreements is 'Papers in the articles that report it: title, status.';
comment on column analysis.events.outlets is 'Names of the outlets that report it.';
comment on column analysis.events.reports is 'How many reports tell of it; they stand in analysis.event_reports.';
comment on column analysis.events.independent_reports is 'Of these, reports that are no near-copies of one another (analysis.copies); all copies of one text count as one.';
comment on column analysis.events.independent_outlets is 'How many outlets tell of it in words of their own.';
comment on column analysis.events.press is 'Whose press tells of it: pakistan, central_asia, both, or neither (of third states, or not known).';
comment on column analysis.events.official is 'Whether one of its reports comes from an outlet that speaks for a state: a ministry, or a state''s news agency or broadcaster.';
comment on column analysis.events.contradictions is 'Where outlets disagree: a list of field, of and values, each with is_chosen, outlets, independent, official, first_said_at, url, passage; empty where they agree. See analysis.event_values.';
comment on column analysis.events.first_reported_at is 'When the first of its reports was published; null where no page says.';
comment on column analysis.events.created_at is 'When Corridor found it.';
comment on column analysis.events.first_outlet is 'The outlet of its first report.';
comment on column analysis.events.headline is 'Headline of its first report.';
comment on column analysis.events.url is 'Address of its first report.';
comment on column analysis.events.evidence is 'The passages of its first report, word for word.';
comment on column analysis.events.evidence_list is 'Each report: outlet, url, headline, language, published_at, status, passages.';
