-- An alert has not reached a channel.
update core.deliveries
set
    attempts    = attempts + 1,
    last_error  = %(error)s,
    next_try_at = %(next_try_at)s
where alert_id = %(alert_id)s and channel = %(channel)s;
