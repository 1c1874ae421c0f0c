-- One row for each body.
create or replace view analysis.bodies as
select
    parties.party_id as body_id,
    parties.name,
    parties.country,
    parties.source,
    parties.source = 'report' and parties.reviewed_at is null as is_unreviewed,
    told.spellings,
    counted.reports,
    counted.first_seen,
    counted.last_seen,
    parties.created_at,
    parties.reviewed_at
from core.bodies as parties
cross join lateral (
    select array_agg(distinct aliases.name order by aliases.name) as spellings
    from core.aliases as aliases
    where aliases.party_id = parties.party_id
) as told
cross join lateral (
    select
        count(distinct participants.report_id) as reports,
        min(articles.published_at) as first_seen,
        max(articles.published_at) as last_seen
    from core.report_participants as participants
    join core.event_reports as reports using (report_id)
    join core.articles as articles using (article_id)
    where participants.body_id = parties.party_id
) as counted
where parties.merged_into is null and parties.withdrawn_at is null;

comment on view analysis.bodies is 'Bodies (chambers, companies, ministries) that take part in events, one row each. Those of is_unreviewed were only met in reports.';
comment on column analysis.bodies.body_id is 'Names the body in this warehouse, for good.';
comment on column analysis.bodies.name is 'The name under which the body stands in events.';
comment on column analysis.bodies.country is 'The side (ISO 3166-1 alpha-2); null where no report says.';
comment on column analysis.bodies.source is 'lexicon: from the reviewed word lists; report: first met in a report; analyst: made by a decision.';
comment on column analysis.bodies.is_unreviewed is 'True where only reports tell of the body and no analyst has confirmed it: it may be the same as another, or several.';
comment on column analysis.bodies.spellings is 'All names under which the body is known; they stand in analysis.aliases.';
comment on column analysis.bodies.reports is 'How many reports name the body.';
comment on column analysis.bodies.first_seen is 'When the first of them was published.';
comment on column analysis.bodies.last_seen is 'When the last of them was published.';
comment on column analysis.bodies.created_at is 'When Corridor first knew of the body.';
comment on column analysis.bodies.reviewed_at is 'When an analyst confirmed the body; null where nobody did.';
