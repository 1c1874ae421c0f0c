-- Empty tables of the session's own for what identifying finds.
create temporary table if not exists staged_aliases on commit delete rows as table core.aliases with no data;
create temporary table if not exists staged_identities (
    report_id bigint,
    position smallint,
    who bigint,
    score real,
    reason text,
    candidates bigint []
) on commit delete rows;
truncate staged_aliases, staged_identities;
