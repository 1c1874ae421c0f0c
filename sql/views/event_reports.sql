-- Each article's account of each event, with the passages that it was read from.
create or replace view analysis.event_reports as
with people as (
    select
        report_id,
        string_agg(
            concat_ws(' ', name, '(' || nullif(concat_ws(', ', country, nullif(office, '')), '') || ')'),
            '; '
            order by position
        ) as participants,
        jsonb_agg(
            jsonb_build_object(
                'name', name,
                'kind', kind,
                'country', country,
                'office', nullif(office, ''),
                'is_inferred', is_inferred,
                'person_id', person_id,
                'body_id', body_id,
                'who_score', who_score,
                'who_reason', who_reason,
                'who_candidates', who_candidates,
                'passage', evidence ->> 'text'
            )
            order by position
        ) as participant_list
    from core.report_participants
    group by report_id
)
select
    reports.report_id,
    reports.event_id,
    reports.article_id,
    outlets.outlet,
    outlets.name as outlet_name,
    outlets.country as outlet_country,
    articles.url,
    articles.headline,
    articles.language,
    articles.published_at,
    reports.position,
    reports.is_main,
    reports.type,
    reports.status,
    reports.mode,
    reports.forum_sort,
    reports.event_date,
    reports.date_precision,
    reports.place,
    reports.sides,
    people.participants,
    coalesce(people.participant_list, '[]') as participant_list,
    array(select passage ->> 'text' from jsonb_array_elements(reports.evidence) as passage) as passages,
    reports.evidence,
    reports.page_id,
    reports.reader_version
from core.event_reports as reports
join core.articles as articles using (article_id)
join raw.outlets as outlets using (outlet)
left join people using (report_id);

comment on view analysis.event_reports is 'One article''s account of one event, with its evidence.';
comment on column analysis.event_reports.report_id is 'Names the report in this warehouse.';
comment on column analysis.event_reports.event_id is 'The event in analysis.events that it tells of; null until it is resolved.';
comment on column analysis.event_reports.article_id is 'The article in analysis.engagements.';
comment on column analysis.event_reports.outlet is 'The news site, by its short name.';
comment on column analysis.event_reports.outlet_name is 'The news site, as it is written.';
comment on column analysis.event_reports.outlet_country is 'Country whose press the outlet belongs to (ISO 3166-1 alpha-2).';
comment on column analysis.event_reports.url is 'Address of the article.';
comment on column analysis.event_reports.headline is 'Its headline.';
comment on column analysis.event_reports.language is 'Its language (ISO 639-1).';
comment on column analysis.event_reports.published_at is 'When it was published; null where the page does not say.';
comment on column analysis.event_reports.position is 'Place among the article''s reports, from 0.';
comment on column analysis.event_reports.is_main is 'True for the one event that the headline is about.';
comment on column analysis.event_reports.type is 'meeting, call, visit, forum or agreement, as this article has it.';
comment on column analysis.event_reports.status is 'planned, held, postponed or cancelled, as this article has it.';
comment on column analysis.event_reports.mode is 'Of meetings: in_person or video.';
comment on column analysis.event_reports.forum_sort is 'Of forums: conference, session (of a commission, council or working group), exhibition or ceremony; null where it is not clear.';
comment on column analysis.event_reports.event_date is 'First day; with date_precision month, the first day of that month.';
comment on column analysis.event_reports.date_precision is 'day or month.';
comment on column analysis.event_reports.place is 'The city, as this article has it.';
comment on column analysis.event_reports.sides is 'States whose dealing it is (ISO 3166-1 alpha-2), Pakistan among them.';
comment on column analysis.event_reports.participants is 'Who took part, with side and office, as one text.';
comment on column analysis.event_reports.participant_list is 'The same as a list of objects, with the passage that each was read from; is_inferred where the name is that of the known holder of the office; person_id or body_id of whom it was identified as, with who_score (0 to 1) and who_reason, or null with who_candidates where several fit.';
comment on column analysis.event_reports.passages is 'The passages that the event was read from, word for word.';
comment on column analysis.event_reports.evidence is 'The same with their offsets in headline, blank line, paragraphs.';
comment on column analysis.event_reports.page_id is 'The page that it was read from.';
comment on column analysis.event_reports.reader_version is 'Version of the reader that read it.';
