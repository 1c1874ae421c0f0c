-- The newest news of an event, kept in step with what the event has become without being news.
update core.alerts
set
    body         = %(body)s,
    page_ids     = %(page_ids)s::bigint[],
    decision_ids = %(decision_ids)s::bigint[]
where
    alert_id = %(alert_id)s
    and (body, page_ids, decision_ids) is distinct from (
        %(body)s::jsonb, %(page_ids)s::bigint[], %(decision_ids)s::bigint[]
    );
