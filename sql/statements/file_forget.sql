-- A file was removed, or is needed.
delete from raw.files_to_remove
where warc_file = %(file)s;
