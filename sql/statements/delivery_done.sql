-- An alert has reached a channel.
update core.deliveries
set
    delivered_at = %(now)s,
    attempts     = attempts + 1,
    last_error   = null
where alert_id = %(alert_id)s and channel = %(channel)s;
