-- The article that is held under an identity, locked until its new reading is loaded, with all its facts as one value:
-- without what names rows, pages and readers.
select
    articles.article_id,
    articles.page_id,
    articles.published_at,
    to_jsonb(articles) - '{article_id, page_id, url, reader_version}'::text[] || jsonb_build_object(
        'engagement', (
            select to_jsonb(engagements) - '{article_id, page_id, reader_version}'::text[]
            from core.engagements as engagements
            where engagements.article_id = articles.article_id
        ),
        'reports', (
            select
                jsonb_agg(
                    to_jsonb(reports)
                    - '{report_id, article_id, page_id, event_id, first_event_id, is_new, reader_version}'::text[]
                    || jsonb_build_object('participants', (
                        select
                            jsonb_agg(
                                to_jsonb(participants)
                                - '{report_id, person_id, body_id, who_score, who_reason, who_candidates, is_identified}'::text[]
                                order by participants.position
                            )
                        from core.report_participants as participants
                        where participants.report_id = reports.report_id
                    ))
                    order by reports.position
                )
            from core.event_reports as reports
            where reports.article_id = articles.article_id
        ),
        'figures', (
            select
                jsonb_agg(
                    to_jsonb(figures) - '{article_id, page_id, reader_version}'::text[] order by figures.position
                )
            from core.figures as figures
            where figures.article_id = articles.article_id
        ),
        'agreements', (
            select
                jsonb_agg(
                    to_jsonb(agreements) - '{article_id, page_id, reader_version}'::text[]
                    order by agreements.position
                )
            from core.agreements as agreements
            where agreements.article_id = articles.article_id
        )
    ) as facts
from core.articles as articles
where articles.outlet = %(outlet)s and articles.identity = %(identity)s
for update;
