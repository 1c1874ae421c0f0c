-- One row for each real-world occasion, whoever reports it.
create or replace view analysis.events as
with live as (
    select *
    from core.events
    where merged_into is null and withdrawn_at is null
),
people as (
    select
        event_id,
        string_agg(
            concat_ws(' ', name, '(' || nullif(concat_ws(', ', country, nullif(office, '')), '') || ')'),
            '; '
            order by position
        ) as participants,
        jsonb_agg(
            jsonb_build_object('name', name, 'kind', kind, 'country', country, 'office', nullif(office, ''))
            order by position
        ) as participant_list
    from core.event_participants
    group by event_id
),
reports as (
    select
        reports.event_id,
        reports.report_id,
        reports.article_id,
        reports.status,
        reports.evidence,
        articles.outlet,
        outlets.name as outlet_name,
        articles.url,
        articles.headline,
        articles.language,
        articles.published_at,
        row_number() over (
            partition by reports.event_id order by articles.published_at nulls last, articles.outlet, articles.identity, reports.position
        ) as turn
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    where reports.event_id is not null
),
told as (
    select
        event_id,
        count(*) as reports,
        array_agg(distinct outlet_name) as outlets,
        jsonb_agg(
            jsonb_build_object(
                'outlet', outlet_name,
                'url', url,
                'headline', headline,
                'language', language,
                'published_at', published_at,
                'status', status,
                'passages', (select jsonb_agg(passage -> 'text') from jsonb_array_elements(evidence) as passage)
            )
            order by turn
        ) as evidence_list
    from reports
    group by event_id
),
first_told as (
    select
        event_id,
        outlet_name,
        url,
        headline,
        (select string_agg(passage ->> 'text', ' … ') from jsonb_array_elements(evidence) as passage) as evidence
    from reports
    where turn = 1
),
articles_of_event as (
    select distinct event_id, article_id
    from reports
),
sectors as (
    select
        articles_of_event.event_id,
        array_agg(distinct sector order by sector) as sectors
    from articles_of_event
    join core.engagements as engagements using (article_id)
    cross join unnest(engagements.sectors) as sector
    group by articles_of_event.event_id
),
amounts as (
    select
        event_id,
        jsonb_agg(
            jsonb_build_object('amount', amount, 'unit', unit, 'role', role, 'of', of_what)
            order by role, unit, amount
        ) as figures
    from (
        select distinct articles_of_event.event_id, figures.amount, figures.unit, figures.role, figures.of_what
        from articles_of_event
        join core.figures as figures using (article_id)
    ) as said
    group by event_id
),
papers as (
    select
        event_id,
        jsonb_agg(jsonb_build_object('title', title, 'status', status) order by title, status) as agreements
    from (
        select distinct articles_of_event.event_id, agreements.title, agreements.status
        from articles_of_event
        join core.agreements as agreements using (article_id)
    ) as named
    group by event_id
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
    people.participants,
    coalesce(people.participant_list, '[]') as participant_list,
    coalesce(sectors.sectors, '{}') as sectors,
    coalesce(amounts.figures, '[]') as figures,
    coalesce(papers.agreements, '[]') as agreements,
    coalesce(told.outlets, '{}') as outlets,
    coalesce(told.reports, 0) as reports,
    live.first_reported_at,
    live.created_at,
    first_told.outlet_name as first_outlet,
    first_told.headline,
    first_told.url,
    first_told.evidence,
    coalesce(told.evidence_list, '[]') as evidence_list
from live
left join people using (event_id)
left join told using (event_id)
left join first_told using (event_id)
left join sectors using (event_id)
left join amounts using (event_id)
left join papers using (event_id);

comment on view analysis.events is 'One row for each real-world occasion between Pakistan and Central Asia, whoever reports it; merged and withdrawn ones are left out.';
comment on column analysis.events.event_id is 'Names the event in this warehouse, for good.';
comment on column analysis.events.type is 'meeting, call, visit, forum or agreement (a signing).';
comment on column analysis.events.status is 'planned, held, postponed or cancelled: the latest word of its reports.';
comment on column analysis.events.mode is 'Of meetings: in_person or video; null where no report says.';
comment on column analysis.events.event_date is 'First day; with date_precision month, the first day of that month; null where no report says.';
comment on column analysis.events.date_precision is 'day or month.';
comment on column analysis.events.place is 'The city, as most reports have it.';
comment on column analysis.events.sides is 'States whose dealing it is (ISO 3166-1 alpha-2), Pakistan among them.';
comment on column analysis.events.participants is 'Who took part, with side and office, as one text.';
comment on column analysis.events.participant_list is 'The same as a list of objects: name, kind (person, body), country, office.';
comment on column analysis.events.sectors is 'What the articles that report it say the sides deal with.';
comment on column analysis.events.figures is 'Amounts in the articles that report it: amount, unit, role, of.';
comment on column analysis.events.agreements is 'Papers in the articles that report it: title, status.';
comment on column analysis.events.outlets is 'Names of the outlets that report it.';
comment on column analysis.events.reports is 'How many reports tell of it; they stand in analysis.event_reports.';
comment on column analysis.events.first_reported_at is 'When the first of its reports was published; null where no page says.';
comment on column analysis.events.created_at is 'When Corridor found it.';
comment on column analysis.events.first_outlet is 'The outlet of its first report.';
comment on column analysis.events.headline is 'Headline of its first report.';
comment on column analysis.events.url is 'Address of its first report.';
comment on column analysis.events.evidence is 'The passages of its first report, word for word.';
comment on column analysis.events.evidence_list is 'Each report: outlet, url, headline, language, published_at, status, passages.';
