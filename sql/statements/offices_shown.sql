-- The offices in which reports show persons, made up anew; what stays the same is not written. The days of which that is
-- news: none of an office that is shown once more within its days.
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
        -- Only beside a name that tells by itself who it is; one at a time, whatever the planner knows of the tables.
        and participants.person_id = (
            select aliases.party_id
            from core.aliases as aliases
            where
                aliases.source = 'report'
                and aliases.name = participants.name
                and aliases.kind = participants.kind
                and coalesce(aliases.country, '') = coalesce(participants.country, '')
        )
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
    returning held.person_id, held.office, held.since, held.until
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
    returning person_id, office, since, until
),
before as (
    select
        held.person_id,
        held.office,
        held.since,
        held.until
    from core.offices_held as held
    where held.source = 'report' and held.person_id = any(%(person_ids)s::bigint[])
),
news as (
    select
        coalesce(now.person_id, before.person_id) as person_id,
        case
            when before.since = now.since then least(before.until, now.until)
            else least(before.since, now.since)
        end as since,
        case
            when before.until = now.until then greatest(before.since, now.since)
            else greatest(before.until, now.until)
        end as until
    from before
    full join shown as now using (person_id, office)
    where (before.since, before.until) is distinct from (now.since, now.until)
)
select
    person_id,
    since,
    until
from news
where since is not null and until is not null
order by person_id, since;
