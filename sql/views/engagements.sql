-- The table that analysts start from: one row for each article about dealings between Pakistan and Central Asia.
create or replace view analysis.engagements as
with relevant as (
    select *
    from core.engagements
    where relevant
),
reported as (
    select
        reports.article_id,
        count(distinct coalesce(reports.event_id, -reports.report_id)) as events,
        array_agg(distinct reports.event_id) filter (where reports.event_id is not null) as event_ids
    from core.event_reports as reports
    group by reports.article_id
),
main_report as (
    select distinct on (reports.article_id)
        reports.article_id,
        coalesce(events.type, reports.type) as type,
        coalesce(events.status, reports.status) as status,
        case when events.event_id is null then reports.event_date else events.event_date end as event_date,
        case when events.event_id is null then reports.date_precision else events.date_precision end as date_precision,
        case when events.event_id is null then reports.place else events.place end as place
    from core.event_reports as reports
    left join core.events as events using (event_id)
    order by reports.article_id, reports.is_main desc, reports.position
),
named as (
    select distinct on (reports.article_id, participants.name)
        reports.article_id,
        reports.position as report_position,
        participants.position,
        concat_ws(
            ' ',
            participants.name,
            '(' || nullif(concat_ws(', ', participants.country, nullif(participants.office, '')), '') || ')'
        ) as participant
    from core.report_participants as participants
    join core.event_reports as reports using (report_id)
    order by reports.article_id, participants.name, reports.position, participants.position
),
people as (
    select
        article_id,
        string_agg(participant, '; ' order by report_position, position) as participants
    from named
    group by article_id
)
select
    articles.article_id,
    outlets.outlet,
    outlets.name as outlet_name,
    outlets.country as outlet_country,
    articles.url,
    articles.headline,
    articles.published_at,
    (articles.published_at at time zone coalesce(outlets.timezone, 'UTC'))::date as published_date,
    articles.published_precision,
    articles.language,
    articles.author,
    relevant.countries,
    relevant.sectors,
    relevant.score,
    relevant.reasons,
    relevant.evidence,
    coalesce(reported.events, 0) as events,
    coalesce(reported.event_ids, '{}') as event_ids,
    main_report.type as event_type,
    main_report.status as event_status,
    main_report.event_date,
    main_report.date_precision as event_date_precision,
    main_report.place as event_place,
    people.participants,
    pages.fetched_at,
    pages.warc_file,
    pages.warc_offset,
    articles.page_id,
    relevant.reader_version
from relevant
join core.articles as articles using (article_id)
join raw.outlets as outlets using (outlet)
join raw.pages as pages on pages.page_id = articles.page_id
left join reported using (article_id)
left join main_report using (article_id)
left join people using (article_id);

comment on view analysis.engagements is 'One row for each article about dealings between Pakistan and at least one Central Asian state: start here.';
comment on column analysis.engagements.article_id is 'Names the article in this warehouse.';
comment on column analysis.engagements.outlet is 'The news site, by its short name.';
comment on column analysis.engagements.outlet_name is 'The news site, as it is written.';
comment on column analysis.engagements.outlet_country is 'Country whose press the outlet belongs to (ISO 3166-1 alpha-2).';
comment on column analysis.engagements.url is 'Address of the article.';
comment on column analysis.engagements.headline is 'Headline, as its newest revision has it.';
comment on column analysis.engagements.published_at is 'Moment of publication; null where the page does not say. With published_precision day it is that day''s midnight in the outlet''s zone.';
comment on column analysis.engagements.published_date is 'Day of publication in the outlet''s zone; in UTC where that is not known.';
comment on column analysis.engagements.published_precision is 'moment, or day where the page gives no time of day.';
comment on column analysis.engagements.language is 'Language of the article (ISO 639-1).';
comment on column analysis.engagements.author is 'Author or agency as printed.';
comment on column analysis.engagements.countries is 'Central Asian states that take part: KZ, KG, TJ, TM, UZ.';
comment on column analysis.engagements.sectors is 'What the sides deal with, from the closed list of the code book.';
comment on column analysis.engagements.score is 'How sure it is that the article is relevant, from 0 to 1.';
comment on column analysis.engagements.reasons is 'What was found for and against it, readable by a person.';
comment on column analysis.engagements.evidence is 'Fact (country:UZ, sector:trade) to the passage that it was read from, with its offsets in headline, blank line, paragraphs.';
comment on column analysis.engagements.events is 'How many events the article reports.';
comment on column analysis.engagements.event_ids is 'These events in analysis.events; an event is missing until its report is resolved.';
comment on column analysis.engagements.event_type is 'Type of the event that the headline is about, or else of the first one: meeting, call, visit, forum, agreement.';
comment on column analysis.engagements.event_status is 'Its status: planned, held, postponed, cancelled.';
comment on column analysis.engagements.event_date is 'Its first day; with precision month, the first day of that month.';
comment on column analysis.engagements.event_date_precision is 'day or month.';
comment on column analysis.engagements.event_place is 'Its city.';
comment on column analysis.engagements.participants is 'Everybody whom the article names as taking part, with side and office.';
comment on column analysis.engagements.fetched_at is 'When the page was fetched that this was read from.';
comment on column analysis.engagements.warc_file is 'File of the archive that holds the page as it came.';
comment on column analysis.engagements.warc_offset is 'Where in that file its record begins, in bytes.';
comment on column analysis.engagements.page_id is 'Names that page in this warehouse.';
comment on column analysis.engagements.reader_version is 'Version of the reader that read it.';
