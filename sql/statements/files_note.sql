-- Files that are to be removed.
insert into raw.files_to_remove (warc_file, noted_at)
select
    file,
    %(now)s
from unnest(%(files)s::text[]) as file
on conflict (warc_file) do nothing;
