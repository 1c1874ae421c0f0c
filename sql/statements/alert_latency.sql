-- How long news took to its readers, by day and watch.
select *
from analysis.alert_latency
where day >= %(since)s::date
order by day, watch, kind;
