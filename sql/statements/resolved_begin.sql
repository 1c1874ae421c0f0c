-- Where a resolving puts what it found before it is written in bulk.
create temporary table if not exists resolved_events (
    event_id           bigint,
    is_new             boolean,
    type               text,
    status             text,
    mode               text,
    event_date         date,
    date_precision     text,
    place              text,
    sides              text[],
    first_reported_at  timestamptz,
    field_values       jsonb,
    states             jsonb
) on commit delete rows;
create temporary table if not exists resolved_reports (
    report_id  bigint,
    event_id   bigint
) on commit delete rows;
create temporary table if not exists resolved_participants (
    event_id   bigint,
    position   smallint,
    printed    text,
    kind       text,
    who        bigint,
    country    char(2),
    office     text,
    report_id  bigint
) on commit delete rows;
create temporary table if not exists resolved_neighbourhoods (
    event_id       bigint,
    neighbourhood  bigint
) on commit delete rows;
create temporary table if not exists resolved_merges (
    event_id     bigint,
    merged_into  bigint
) on commit delete rows;
create temporary table if not exists resolved_returns (
    event_id     bigint,
    merged_into  bigint
) on commit delete rows;
truncate
    resolved_events,
    resolved_reports,
    resolved_participants,
    resolved_neighbourhoods,
    resolved_merges,
    resolved_returns;
