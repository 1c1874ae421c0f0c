-- What is said of each field of an event: every value, with who says so.
create or replace view analysis.event_values as
with told as (
    select
        events.event_id,
        said ->> 'field' as field,
        said ->> 'of' as of_what,
        said ->> 'value' as value,
        said ? 'chosen' as is_chosen,
        said ? 'disputed' as is_disputed,
        said ? 'overtaken' as is_overtaken,
        coalesce(said ->> 'source', 'reports') as source,
        array(select jsonb_array_elements_text(said -> 'reports')::bigint) as report_ids,
        (said ->> 'independent')::integer as independent,
        said ? 'official' as official
    from core.events as events
    cross join lateral jsonb_array_elements(events.field_values) as said
    where events.merged_into is null and events.withdrawn_at is null
),
-- Amounts belong to the event that their article is about; one article may name several beside each other.
amounts as (
    select
        reports.event_id,
        reports.report_id,
        reports.article_id,
        figures.role,
        figures.of_what,
        figures.unit,
        figures.amount,
        figures.evidence ->> 'text' as passage,
        coalesce(sources.outlet, articles.outlet) as source,
        outlets.official or coalesce(source_outlets.official, false) as official,
        row_number() over (
            partition by reports.event_id, figures.role, figures.of_what, figures.unit, figures.amount
            order by articles.published_at nulls last, articles.outlet, articles.identity, figures.position
        ) as turn,
        row_number() over (
            partition by reports.event_id
            order by articles.published_at nulls last, articles.outlet, articles.identity, figures.position
        ) as place,
        count(*) over (
            partition by reports.event_id, reports.article_id, figures.role, figures.of_what, figures.unit
        ) as beside
    from core.event_reports as reports
    join core.figures as figures using (article_id)
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    left join core.copies as copies using (article_id)
    left join core.articles as sources on sources.article_id = copies.counts_as
    left join raw.outlets as source_outlets on source_outlets.outlet = sources.outlet
    where reports.is_main
),
sums as (
    select
        event_id,
        role,
        of_what,
        unit,
        amount,
        array_agg(report_id order by place) as report_ids,
        count(distinct source)::integer as independent,
        bool_or(official) as official,
        min(passage) filter (where turn = 1) as passage,
        min(place) as place,
        of_what is not null
        and count(*) over same_sum > 1
        and max(max(beside)) over same_sum = 1 as is_disputed
    from amounts
    group by event_id, role, of_what, unit, amount
    window same_sum as (partition by event_id, role, of_what, unit)
),
weighed as (
    select
        *,
        row_number() over (
            partition by event_id, role, of_what, unit
            order by independent + official::integer desc, place
        ) as rank
    from sums
),
said as (
    select
        event_id,
        field,
        of_what,
        value,
        is_chosen,
        is_disputed,
        is_overtaken,
        source,
        report_ids,
        independent,
        official,
        null as passage
    from told
    union all
    select
        event_id,
        'sum',
        concat_ws(' of ', role, of_what),
        amount || ' ' || unit,
        rank = 1 or not is_disputed,
        is_disputed,
        false,
        'reports',
        report_ids,
        independent,
        official,
        passage
    from weighed
)
select
    said.event_id,
    said.field,
    coalesce(
        (
            select participants.name
            from core.event_participants as participants
            where
                participants.event_id = said.event_id
                and participants.printed = said.of_what
                and said.field in ('name', 'office', 'side')
            order by participants.position
            limit 1
        ),
        said.of_what
    ) as of_what,
    said.value,
    said.is_chosen,
    said.is_disputed,
    said.is_overtaken,
    said.source,
    who.outlets,
    coalesce(said.independent, 0) as independent,
    said.official,
    first_told.published_at as first_said_at,
    first_told.outlet as first_outlet,
    first_told.url,
    coalesce(said.passage, first_told.passage) as passage
from said
cross join lateral (
    select coalesce(array_agg(distinct outlets.name), '{}') as outlets
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    where reports.report_id = any(said.report_ids)
) as who
left join lateral (
    select
        articles.published_at,
        outlets.name as outlet,
        articles.url,
        coalesce(
            (
                select participants.evidence ->> 'text'
                from core.report_participants as participants
                where
                    participants.report_id = reports.report_id
                    and said.field in ('name', 'office', 'side', 'who')
                    and said.value in (participants.name, participants.office, participants.country)
                order by participants.position
                limit 1
            ),
            (
                select string_agg(part ->> 'text', ' … ')
                from jsonb_array_elements(reports.evidence) as part
            )
        ) as passage
    from core.event_reports as reports
    join core.articles as articles using (article_id)
    join raw.outlets as outlets using (outlet)
    where reports.report_id = said.report_ids[1]
) as first_told on true;

comment on view analysis.event_values is 'What is said of each field of an event, a row for each value: where outlets disagree all values stay.';
comment on column analysis.event_values.event_id is 'The event in analysis.events.';
comment on column analysis.event_values.field is 'status, day, place, mode; of each participant name, office, side; who (talks of which some name one counterpart and others another); sum.';
comment on column analysis.event_values.of_what is 'Whose name, office or side, of which side the counterpart, or of what the sum (target of trade); null for the event''s own fields.';
comment on column analysis.event_values.value is 'The value, as text: 2025-08-01 or 2025-08 for a day, 2000000000 USD for a sum.';
comment on column analysis.event_values.is_chosen is 'Whether the event has this value: what most sources say or say less precisely, an official one counting double, then the most precise, then what was said first; or what an analyst decided.';
comment on column analysis.event_values.is_disputed is 'Whether another value that is said too can''t be true beside it. A month and a day of it, or two offices of one person, are no contradiction.';
comment on column analysis.event_values.is_overtaken is 'Whether nobody says so any more: each outlet said otherwise later, or the event was moved or held.';
comment on column analysis.event_values.source is 'reports, or analyst where it was decided by one.';
comment on column analysis.event_values.outlets is 'Names of the outlets that say exactly this.';
comment on column analysis.event_values.independent is 'How many outlets say so in words of their own; near-copies of one text count as one.';
comment on column analysis.event_values.official is 'Whether one of them speaks for a state: a ministry, or a state''s news agency or broadcaster.';
comment on column analysis.event_values.first_said_at is 'When the first article that says so was published; null where no page says.';
comment on column analysis.event_values.first_outlet is 'The outlet of that article.';
comment on column analysis.event_values.url is 'Its address.';
comment on column analysis.event_values.passage is 'The passage in it, word for word.';
