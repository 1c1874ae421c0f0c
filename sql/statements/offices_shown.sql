-- The offices in which reports show persons, made up anew; what stays the same is not written.
with shown as (
    select
        participants.person_id,
        participants.office,
        max(participants.country) as country,
        min(days.day) as since,
        max(days.day) as until,
        (array_agg(participants.report_id order by days.day nulls last, participants.report_id))[1] as report_id,
        count(distinct participants.report_id)::integer as reports
    from core.report_participants as participants
    join core.event_reports as reports using (report_id)
    join core.articles as articles using (article_id)
    join core.aliases as aliases
        on
            aliases.source = 'report'
            and aliases.name = participants.name
            and aliases.kind = participants.kind
            and coalesce(aliases.country, '') = coalesce(participants.country, '')
            and aliases.party_id = participants.person_id
    cross join lateral (
        select
            coalesce(
                case when reports.date_precision = 'day' then reports.event_date end,
                (articles.published_at at time zone 'UTC')::date,
                reports.event_date
            ) as day
    ) as days
    where
        participants.person_id = any(%(person_ids)s::bigint[])
        and participants.office <> ''
        and not participants.is_inferred
    group by participants.person_id, participants.office
),
gone as (
    delete from core.offices_held as held
    where
        held.source = 'report'
        and held.person_id = any(%(person_ids)s::bigint[])
        and not exists (
            select
            from shown
            where
                shown.person_id = held.person_id
                and shown.office = held.office
                and shown.since is not distinct from held.since
        )
    returning held.person_id
),
kept as (
    insert into core.offices_held (person_id, office, country, since, until, source, report_id, reports)
    select
        person_id,
        office,
        country,
        since,
        until,
        'report',
        report_id,
        reports
    from shown
    order by person_id, office
    on conflict (person_id, source, office, coalesce(since, '-infinity')) do update
    set
        country   = excluded.country,
        until     = excluded.until,
        report_id = excluded.report_id,
        reports   = excluded.reports
    where
        (offices_held.country, offices_held.until, offices_held.report_id, offices_held.reports)
        is distinct from (excluded.country, excluded.until, excluded.report_id, excluded.reports)
    returning person_id
)
select person_id from gone
union
select person_id from kept;
