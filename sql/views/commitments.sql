-- Targets and promises over time: a row for each event at which one was said.
create or replace view analysis.commitments as
with said as (
    select
        coalesce(
            events.sides,
            array(select side from unnest(engagements.countries || array['PK']) as side order by side)
        ) as sides,
        figures.role,
        figures.amount,
        figures.unit,
        figures.of_what,
        events.event_id,
        coalesce(events.event_id, -figures.article_id) as occasion,
        outlets.name as outlet_name,
        articles.published_at,
        articles.url,
        figures.evidence ->> 'text' as passage,
        articles.outlet,
        articles.identity,
        figures.position
    from core.figures as figures
    join core.articles as articles using (article_id)
    join core.engagements as engagements using (article_id)
    join raw.outlets as outlets using (outlet)
    left join core.event_reports as reports on reports.article_id = figures.article_id and reports.is_main
    left join core.events as events
        on events.event_id = reports.event_id and events.merged_into is null and events.withdrawn_at is null
    where figures.role in ('target', 'investment', 'loan')
),
occasions as (
    select
        sides,
        role,
        amount,
        unit,
        of_what,
        event_id,
        min(published_at) as said_at,
        max(published_at) as last_printed_at,
        array_agg(distinct outlet_name) as outlets,
        (array_agg(url order by published_at nulls last, outlet, identity, position))[1] as url,
        (array_agg(passage order by published_at nulls last, outlet, identity, position))[1] as passage
    from said
    group by sides, role, amount, unit, of_what, occasion, event_id
)
select
    occasions.sides,
    occasions.role,
    occasions.amount,
    occasions.unit,
    occasions.of_what,
    occasions.event_id,
    events.type as event_type,
    events.status as event_status,
    events.event_date,
    events.place,
    people.participants,
    occasions.outlets,
    occasions.said_at,
    occasions.url,
    occasions.passage,
    count(occasions.event_id) over commitment as events,
    min(occasions.said_at) over commitment as first_said_at,
    max(occasions.last_printed_at) over commitment as last_said_at
from occasions
left join core.events as events using (event_id)
left join lateral (
    select string_agg(participants.name, '; ' order by participants.position) as participants
    from core.event_participants as participants
    where participants.event_id = occasions.event_id
) as people on true
window commitment as (
    partition by occasions.sides, occasions.role, occasions.amount, occasions.unit, occasions.of_what
);

comment on view analysis.commitments is 'Targets, investments and loans that the sides named: a row for each event at which one was said (the event that the article''s headline is about), or for each article that tells it outside of an event.';
comment on column analysis.commitments.sides is 'States whose dealing it is: those of the event, else Pakistan and those of the article.';
comment on column analysis.commitments.role is 'target, investment or loan.';
comment on column analysis.commitments.amount is 'The amount, in whole units (2 billion dollars is 2000000000).';
comment on column analysis.commitments.unit is 'ISO 4217 currency, or percent, tonnes, persons.';
comment on column analysis.commitments.of_what is 'What it is an amount of: trade, exports, project, …; null where the text does not say.';
comment on column analysis.commitments.event_id is 'The event in analysis.events at which it was said; null where an article tells it outside of one.';
comment on column analysis.commitments.event_type is 'Its type.';
comment on column analysis.commitments.event_status is 'Its status.';
comment on column analysis.commitments.event_date is 'Its first day, or the first day of its month.';
comment on column analysis.commitments.place is 'Its city.';
comment on column analysis.commitments.participants is 'Names of its participants.';
comment on column analysis.commitments.outlets is 'Outlets that print it of this event.';
comment on column analysis.commitments.said_at is 'When the first article that prints it of this event was published.';
comment on column analysis.commitments.url is 'Address of that article.';
comment on column analysis.commitments.passage is 'The passage in it, word for word.';
comment on column analysis.commitments.events is 'At how many events the same was said: the same sides, role, amount, unit and of_what.';
comment on column analysis.commitments.first_said_at is 'When the same was first printed, of whatever event.';
comment on column analysis.commitments.last_said_at is 'When it was last printed.';

-- Papers over time: a row for each step that a paper took.
create or replace view analysis.agreement_timeline as
with named as (
    select
        coalesce(
            events.sides,
            array(select side from unnest(engagements.countries || array['PK']) as side order by side)
        ) as sides,
        btrim(regexp_replace(regexp_replace(lower(agreements.title), '[^[:alnum:]]+', ' ', 'g'), '^(the|an?) ', '')) as name,
        agreements.title,
        agreements.status,
        array_position(array['proposed', 'planned', 'agreed', 'signed', 'in_force'], agreements.status) as rank,
        events.event_id,
        outlets.name as outlet_name,
        articles.outlet,
        articles.identity,
        articles.published_at,
        articles.url,
        agreements.position,
        agreements.evidence ->> 'text' as passage
    from core.agreements as agreements
    join core.articles as articles using (article_id)
    join core.engagements as engagements using (article_id)
    join raw.outlets as outlets using (outlet)
    left join core.event_reports as reports on reports.article_id = agreements.article_id and reports.is_main
    left join core.events as events
        on events.event_id = reports.event_id and events.merged_into is null and events.withdrawn_at is null
),
steps as (
    select
        *,
        max(rank) over (
            partition by sides, name
            order by published_at nulls last, rank, outlet, identity, position
            rows between unbounded preceding and 1 preceding
        ) as former_rank
    from named
)
select
    sides,
    name,
    title,
    status,
    event_id,
    published_at,
    outlet_name,
    url,
    passage,
    row_number() over (
        partition by sides, name
        order by published_at nulls last, rank, outlet, identity, position
    ) as step
from steps
where rank > coalesce(former_rank, 0);

comment on view analysis.agreement_timeline is 'Papers over time: a row for each step of a paper (proposed, planned, agreed, signed, in_force), with the article that told it first. Papers are one where sides and title match, whatever case, punctuation and article; a title that says little, such as Memorandum of Understanding, may stand for several.';
comment on column analysis.agreement_timeline.sides is 'States whose paper it is: those of the event, else Pakistan and those of the article.';
comment on column analysis.agreement_timeline.name is 'The title as it is compared.';
comment on column analysis.agreement_timeline.title is 'The title as the article has it.';
comment on column analysis.agreement_timeline.status is 'proposed, planned (to be signed), agreed, signed or in_force; a step back is none.';
comment on column analysis.agreement_timeline.event_id is 'The event in analysis.events that the article''s headline is about.';
comment on column analysis.agreement_timeline.published_at is 'When the article was published.';
comment on column analysis.agreement_timeline.outlet_name is 'Its outlet.';
comment on column analysis.agreement_timeline.url is 'Its address.';
comment on column analysis.agreement_timeline.passage is 'The passage in it, word for word.';
comment on column analysis.agreement_timeline.step is 'Orders the steps of a paper, from 1.';
