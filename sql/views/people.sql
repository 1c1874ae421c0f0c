-- One row for each person.
create or replace view analysis.people as
select
    parties.party_id as person_id,
    parties.name,
    parties.country,
    parties.wikidata,
    parties.source,
    parties.source = 'report' and parties.reviewed_at is null as is_unreviewed,
    told.spellings,
    posts.offices,
    counted.reports,
    counted.first_seen,
    counted.last_seen,
    parties.created_at,
    parties.reviewed_at
from core.people as parties
cross join lateral (
    select array_agg(distinct aliases.name order by aliases.name) as spellings
    from core.aliases as aliases
    where aliases.party_id = parties.party_id
) as told
cross join lateral (
    select array_agg(distinct held.office order by held.office) as offices
    from core.offices_held as held
    where held.person_id = parties.party_id
) as posts
cross join lateral (
    select
        count(distinct participants.report_id) as reports,
        min(articles.published_at) as first_seen,
        max(articles.published_at) as last_seen
    from core.report_participants as participants
    join core.event_reports as reports using (report_id)
    join core.articles as articles using (article_id)
    where participants.person_id = parties.party_id
) as counted
where parties.merged_into is null and parties.withdrawn_at is null;

comment on view analysis.people is 'Persons who take part in events, one row each under whatever spellings they are printed. Those of is_unreviewed were only met in reports.';
comment on column analysis.people.person_id is 'Names the person in this warehouse, for good.';
comment on column analysis.people.name is 'The name under which the person stands in events.';
comment on column analysis.people.country is 'The side (ISO 3166-1 alpha-2); null where no report says.';
comment on column analysis.people.wikidata is 'Item of the person in Wikidata, where that is known.';
comment on column analysis.people.source is 'lexicon: from the reviewed word lists; report: first met in a report; analyst: made by a decision.';
comment on column analysis.people.is_unreviewed is 'True where only reports tell of the person and no analyst has confirmed it: it may be the same as another, or several.';
comment on column analysis.people.spellings is 'All names under which the person is known; they stand in analysis.aliases.';
comment on column analysis.people.offices is 'All offices in which the person is known; they stand in analysis.offices_held with their days.';
comment on column analysis.people.reports is 'How many reports name the person.';
comment on column analysis.people.first_seen is 'When the first of them was published.';
comment on column analysis.people.last_seen is 'When the last of them was published.';
comment on column analysis.people.created_at is 'When Corridor first knew of the person.';
comment on column analysis.people.reviewed_at is 'When an analyst confirmed the person; null where nobody did.';
