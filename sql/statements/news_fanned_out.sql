-- News that was handed on.
update core.alerts
set fanned_out_at = %(now)s
where alert_id = any(%(alert_ids)s::bigint[]);
