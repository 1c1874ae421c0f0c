-- Names and checksums of what was applied.
select name, sha256 from public.migrations;
