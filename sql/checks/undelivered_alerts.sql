-- error: News of the last seven days that nobody was handed, messages that should have gone out more than an hour ago, and
-- dead letters that no newer message overtook. `corridor alerts` says which; mend the address or the service behind it, then `corridor alerts replay`.
select
    'news' as what,
    alerts.alert_id as id,
    alerts.created_at as due_at,
    0 as attempts,
    null as last_error
from core.alerts as alerts
where
    alerts.fanned_out_at is null
    and alerts.created_at < %(now)s - interval '1 hour'
    and alerts.created_at >= %(now)s - interval '7 days'
union all
select
    case when outbox.gave_up_at is null then 'message' else 'dead letter' end,
    outbox.message_id,
    outbox.due_at,
    outbox.attempts,
    outbox.last_error
from core.outbox as outbox
where
    outbox.sent_at is null
    and outbox.dropped_at is null
    and (outbox.due_at < %(now)s - interval '1 hour' or outbox.gave_up_at is not null)
    and outbox.due_at >= %(now)s - interval '7 days'
    and (outbox.gave_up_at is null or core.overtaken_by(outbox.message_id) is null)
order by 3, 1, 2;
