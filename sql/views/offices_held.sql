-- Who held which office from day to day.
create or replace view analysis.offices_held as
select
    held.person_id,
    people.name,
    held.office,
    held.country,
    held.since,
    held.until,
    held.source,
    held.reports,
    articles.url,
    people.source = 'report' and people.reviewed_at is null as is_unreviewed
from core.offices_held as held
join core.people as people on people.party_id = held.person_id
left join core.event_reports as reports using (report_id)
left join core.articles as articles using (article_id)
where people.merged_into is null and people.withdrawn_at is null;

comment on view analysis.offices_held is 'Offices of persons, from day to day: as the reviewed lists have them, and as reports show them.';
comment on column analysis.offices_held.person_id is 'The person in analysis.people.';
comment on column analysis.offices_held.name is 'The name of the person.';
comment on column analysis.offices_held.office is 'The office, as one would write it in English.';
comment on column analysis.offices_held.country is 'The side (ISO 3166-1 alpha-2).';
comment on column analysis.offices_held.since is 'First day; of the source report, the first day on which a report shows the person in it. Null where that is not known.';
comment on column analysis.offices_held.until is 'Last day; of the source report, the last day on which a report shows it. Null where that is not known, or still in office.';
comment on column analysis.offices_held.source is 'lexicon: from the reviewed word lists; report: seen in reports; analyst: from a decision.';
comment on column analysis.offices_held.reports is 'Of the source report: how many reports show it.';
comment on column analysis.offices_held.url is 'Of the source report: address of the first article that shows it.';
comment on column analysis.offices_held.is_unreviewed is 'True where only reports tell of the person.';
