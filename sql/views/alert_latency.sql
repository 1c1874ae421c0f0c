-- How long news took from the article's publication to its reader, by day and watch.
create or replace view analysis.alert_latency as
with sent as (
    select
        (outbox.sent_at at time zone 'UTC')::date as day,
        watch,
        outbox.kind,
        extract(epoch from outbox.sent_at - outbox.published_at) as total,
        extract(epoch from outbox.fetched_at - outbox.published_at) as fetching,
        extract(epoch from outbox.found_at - outbox.fetched_at) as finding,
        extract(epoch from outbox.sent_at - outbox.found_at) as delivering
    from core.outbox as outbox
    cross join unnest(outbox.watches) as watch
    where outbox.sent_at is not null and outbox.found_at is not null
)
select
    day,
    watch,
    kind,
    count(*) as messages,
    count(total) as timed,
    percentile_cont(0.5) within group (order by total) as total_p50,
    percentile_cont(0.95) within group (order by total) as total_p95,
    percentile_cont(0.5) within group (order by fetching) as fetching_p50,
    percentile_cont(0.95) within group (order by fetching) as fetching_p95,
    percentile_cont(0.5) within group (order by finding) as finding_p50,
    percentile_cont(0.95) within group (order by finding) as finding_p95,
    percentile_cont(0.5) within group (order by delivering) as delivering_p50,
    percentile_cont(0.95) within group (order by delivering) as delivering_p95
from sent
group by day, watch, kind;

comment on view analysis.alert_latency is 'How long news took to reach readers, in seconds: median (p50) and what all but the slowest twentieth took (p95). A message that carries several pieces of news is timed by the first.';
comment on column analysis.alert_latency.day is 'Day of sending (UTC).';
comment on column analysis.alert_latency.watch is 'Name of the watch; everything is that of CORRIDOR_ALERT_URLS.';
comment on column analysis.alert_latency.kind is 'new, update, correction or digest: the last wait on purpose.';
comment on column analysis.alert_latency.messages is 'Messages that were sent.';
comment on column analysis.alert_latency.timed is 'Of these, messages of which the moment of publication is known to the minute.';
comment on column analysis.alert_latency.total_p50 is 'From the publication of the article to the delivery of the message.';
comment on column analysis.alert_latency.total_p95 is 'The same, p95.';
comment on column analysis.alert_latency.fetching_p50 is 'From the publication to our fetching the page.';
comment on column analysis.alert_latency.fetching_p95 is 'The same, p95.';
comment on column analysis.alert_latency.finding_p50 is 'From fetching to the event being found by resolving.';
comment on column analysis.alert_latency.finding_p95 is 'The same, p95.';
comment on column analysis.alert_latency.delivering_p50 is 'From there to the delivery; the waiting for a second outlet is in it.';
comment on column analysis.alert_latency.delivering_p95 is 'The same, p95.';
