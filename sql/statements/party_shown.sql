-- All that is known of a person or body.
select
    parties.party_id as id,
    parties.kind,
    parties.name,
    parties.country,
    parties.wikidata,
    parties.source,
    parties.source = 'report' and parties.reviewed_at is null as is_unreviewed,
    parties.created_at,
    parties.reviewed_at,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object('name', aliases.name, 'country', aliases.country, 'source', aliases.source)
                    order by aliases.name, aliases.source, aliases.country
                )
            from core.aliases as aliases
            where aliases.party_id = parties.party_id
        ),
        '[]'
    ) as aliases,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'office', held.office,
                        'since', held.since,
                        'until', held.until,
                        'source', held.source,
                        'reports', held.reports
                    )
                    order by held.since desc nulls last, held.office, held.source
                )
            from core.offices_held as held
            where held.person_id = parties.party_id
        ),
        '[]'
    ) as offices,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'report_id', told.report_id,
                        'event_id', told.event_id,
                        'date', told.event_date,
                        'type', told.type,
                        'printed', told.name,
                        'office', told.office,
                        'score', told.who_score,
                        'reason', told.who_reason,
                        'url', told.url
                    )
                    order by told.published_at desc nulls last, told.report_id desc
                )
            from (
                select
                    participants.report_id,
                    reports.event_id,
                    reports.event_date,
                    reports.type,
                    participants.name,
                    nullif(participants.office, '') as office,
                    participants.who_score,
                    participants.who_reason,
                    articles.url,
                    articles.published_at
                from core.report_participants as participants
                join core.event_reports as reports using (report_id)
                join core.articles as articles using (article_id)
                where
                    (parties.kind = 'person' and participants.person_id = parties.party_id)
                    or (parties.kind = 'body' and participants.body_id = parties.party_id)
                order by articles.published_at desc nulls last, participants.report_id desc
                limit 20
            ) as told
        ),
        '[]'
    ) as reports,
    coalesce(
        (
            select jsonb_agg(to_jsonb(decisions) order by decisions.decision_id)
            from core.party_decisions as decisions
            where decisions.party_id = parties.party_id or decisions.other_id = parties.party_id
        ),
        '[]'
    ) as decisions
from core.parties as parties
where parties.party_id = %(party_id)s;
