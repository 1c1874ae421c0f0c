-- How each event came about, and what came of it: a row for each change, not for each report.
create or replace view analysis.event_timeline as
-- Each is looked up anew, so that one event costs the same however many there are.
with live as not materialized (
    select *
    from core.events
    where merged_into is null and withdrawn_at is null
),
states as (
    select
        live.event_id,
        told.value ->> 'state' as state,
        told.value ->> 'date' as day,
        null as outcome,
        null as detail,
        null::bigint as next_event_id,
        reports.article_id,
        (
            select string_agg(part ->> 'text', ' … ')
            from jsonb_array_elements(reports.evidence) as part
        ) as passage,
        told.position
    from live
    cross join lateral jsonb_array_elements(live.states) with ordinality as told (value, position)
    join core.event_reports as reports on reports.report_id = (told.value ->> 'report')::bigint
),
-- What an article tells beside the event that its headline is about is what came of it, once that was held.
told_of as not materialized (
    select
        live.event_id,
        reports.article_id
    from live
    join core.event_reports as reports using (event_id)
    where reports.is_main and reports.status = 'held'
),
outcomes as (
    select
        told_of.event_id,
        null as day,
        'agreement' as outcome,
        agreements.title || ' (' || replace(agreements.status, '_', ' ') || ')' as detail,
        null::bigint as next_event_id,
        told_of.article_id,
        agreements.evidence ->> 'text' as passage,
        lower(agreements.title) || agreements.status as sameness
    from told_of
    join core.agreements as agreements using (article_id)
    where agreements.status in ('signed', 'agreed', 'in_force')
    union all
    select
        told_of.event_id,
        null,
        'figure',
        figures.amount || ' ' || figures.unit || ' (' || concat_ws(' of ', figures.role, figures.of_what) || ')',
        null,
        told_of.article_id,
        figures.evidence ->> 'text',
        concat_ws(' ', figures.role, figures.of_what, figures.unit, figures.amount)
    from told_of
    join core.figures as figures using (article_id)
    where figures.role in ('target', 'investment', 'loan')
    union all
    select
        told_of.event_id,
        to_char(following.event_date, case following.date_precision when 'month' then 'YYYY-MM' else 'YYYY-MM-DD' end),
        'next event',
        concat_ws(' in ', following.type || ' ' || following.status, following.place),
        following.event_id,
        told_of.article_id,
        (
            select string_agg(part ->> 'text', ' … ')
            from jsonb_array_elements(reports.evidence) as part
        ),
        following.event_id::text
    from told_of
    join core.event_reports as reports using (article_id)
    join live as following on following.event_id = reports.event_id
    where reports.status = 'planned' and following.event_id <> told_of.event_id
),
first_told as (
    select
        outcomes.*,
        row_number() over (
            partition by outcomes.event_id, outcomes.outcome, outcomes.sameness
            order by articles.published_at nulls last, articles.outlet, articles.identity
        ) as turn
    from outcomes
    join core.articles as articles using (article_id)
),
together as (
    select
        event_id,
        state,
        day,
        outcome,
        detail,
        next_event_id,
        article_id,
        passage,
        position
    from states
    union all
    select
        event_id,
        'outcome',
        day,
        outcome,
        detail,
        next_event_id,
        article_id,
        passage,
        1000
    from first_told
    where turn = 1
)
select
    together.event_id,
    row_number() over (
        partition by together.event_id
        order by
            together.position,
            articles.published_at nulls last,
            articles.outlet,
            articles.identity,
            together.outcome,
            together.detail
    ) as position,
    together.state,
    case when length(together.day) = 7 then (together.day || '-01')::date else together.day::date end as event_date,
    case when length(together.day) = 7 then 'month' when together.day is not null then 'day' end as date_precision,
    together.outcome,
    together.detail,
    together.next_event_id,
    articles.published_at,
    outlets.name as outlet_name,
    articles.url,
    together.passage
from together
join core.articles as articles using (article_id)
join raw.outlets as outlets using (outlet);

comment on view analysis.event_timeline is 'How each event came about and what came of it, as its reports tell it: a row for each change, with the article that told it first. When the warehouse learnt it is in analysis.event_changes.';
comment on column analysis.event_timeline.event_id is 'The event in analysis.events.';
comment on column analysis.event_timeline.position is 'Orders the rows of an event, from 1.';
comment on column analysis.event_timeline.state is 'announced (without a day), scheduled (for a day), moved (to another), postponed, cancelled, held; outcome for what came of it.';
comment on column analysis.event_timeline.event_date is 'The day that the article gives for it; of a postponement the new one, where it gives one; of a next event its day now.';
comment on column analysis.event_timeline.date_precision is 'day or month (event_date is then its first day).';
comment on column analysis.event_timeline.outcome is 'agreement (signed, agreed or in force), figure (a target, an investment, a loan) or next event (one that the same article says is planned).';
comment on column analysis.event_timeline.detail is 'Of outcomes: the title, the amount, or the next event in words.';
comment on column analysis.event_timeline.next_event_id is 'The next event in analysis.events.';
comment on column analysis.event_timeline.published_at is 'When the article was published that told it first.';
comment on column analysis.event_timeline.outlet_name is 'Its outlet.';
comment on column analysis.event_timeline.url is 'Its address.';
comment on column analysis.event_timeline.passage is 'The passage in it, word for word.';
