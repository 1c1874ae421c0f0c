-- The reports that are held of articles, each with its participants.
select
    report_id,
    article_id,
    event_id,
    position,
    type,
    status,
    mode,
    event_date,
    date_precision,
    place,
    sides,
    earliest_date,
    latest_date,
    is_main,
    forum_sort,
    evidence,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'name', participants.name,
                        'kind', participants.kind,
                        'country', participants.country,
                        'office', participants.office,
                        'is_inferred', participants.is_inferred,
                        'evidence', participants.evidence
                    )
                    order by participants.position
                )
            from core.report_participants as participants
            where participants.report_id = reports.report_id
        ),
        '[]'
    ) as participants
from core.event_reports as reports
where article_id = any(%(article_ids)s::bigint[])
order by article_id, position;
