-- An event with its reports, what happened within it, the contradicting and read values, and what was decided about it.
select
    to_jsonb(events) as event,
    (
        select jsonb_agg(to_jsonb(accounts) order by accounts.published_at nulls last, accounts.report_id)
        from analysis.event_reports as accounts
        where accounts.event_id = events.event_id
    ) as reports,
    coalesce(
        (
            select jsonb_agg(to_jsonb(parts) order by parts.event_date nulls last, parts.event_id)
            from analysis.event_parts as parts
            where parts.visit_id = events.event_id
        ),
        '[]'
    ) as parts,
    coalesce(
        (
            select jsonb_agg(to_jsonb(told) order by told.field, told.is_chosen desc, told.value)
            from analysis.event_values as told
            where told.event_id = events.event_id
        ),
        '[]'
    ) as field_values,
    coalesce(
        (
            select jsonb_agg(to_jsonb(decisions) order by decisions.decision_id)
            from analysis.event_decisions as decisions
            where events.event_id = any(decisions.event_ids)
        ),
        '[]'
    ) as decisions,
    array(
        select redirects.event_id from analysis.event_redirects as redirects
        where redirects.event_now = events.event_id
        order by 1
    ) as were
from analysis.events as events
where events.event_id = %(event_id)s;
