-- Events with what tells whether one is part of another.
select
    events.event_id,
    events.type,
    events.event_date,
    events.date_precision,
    events.place,
    events.sides,
    events.part_of,
    events.part_of_reason,
    (
        select min(articles.outlet || ' ' || articles.identity collate "C")
        from core.event_reports as reports
        join core.articles as articles using (article_id)
        where reports.event_id = events.event_id
    ) as first_article,
    coalesce(
        (
            select
                jsonb_agg(
                    jsonb_build_object(
                        'name', participants.name,
                        'kind', participants.kind,
                        'country', participants.country,
                        'office', participants.office,
                        'who', coalesce(participants.person_id, participants.body_id)
                    )
                    order by participants.position
                )
            from core.event_participants as participants
            where participants.event_id = events.event_id
        ),
        '[]'
    ) as participants
from core.events as events
where events.event_id = any(%(event_ids)s::bigint[]);
