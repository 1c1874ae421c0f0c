-- Participants that are not identified yet, and those under some printed names; each with the day of its report. Where
-- days are given, of these names only those who have an office, on these days or on no known one.
with chosen as (
    select report_id, position
    from core.report_participants
    where not is_identified
    union
    select participants.report_id, participants.position
    from core.aliases as aliases
    join core.report_participants as participants using (name, kind)
    where
        aliases.alias_id = any(%(alias_ids)s::bigint[])
        and coalesce(aliases.country, '') = coalesce(participants.country, '')
)
select
    participants.report_id,
    participants.position,
    participants.kind,
    participants.name,
    participants.country,
    nullif(participants.office, '') as office,
    coalesce(
        case when reports.date_precision = 'day' then reports.event_date end,
        (articles.published_at at time zone 'UTC')::date,
        reports.event_date
    ) as day,
    aliases.alias_id,
    aliases.party_id,
    aliases.candidates,
    participants.is_identified,
    coalesce(participants.person_id, participants.body_id) as who,
    participants.who_score,
    participants.who_reason,
    participants.who_candidates,
    reports.event_id
from chosen
join core.report_participants as participants using (report_id, position)
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
join core.aliases as aliases
    on
        aliases.source = 'report'
        and aliases.name = participants.name
        and aliases.kind = participants.kind
        and coalesce(aliases.country, '') = coalesce(participants.country, '')
where
    not participants.is_identified
    or %(since)s::date is null
    or (
        participants.office <> ''
        and coalesce(reports.event_date, (articles.published_at at time zone 'UTC')::date, %(since)s::date)
        between %(since)s::date - 31 and %(until)s::date + 31
    )
order by participants.report_id, participants.position;
