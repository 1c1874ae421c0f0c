-- A page stands elsewhere now.
update raw.pages
set
    warc_file   = %(warc_file)s,
    warc_offset = %(warc_offset)s
where page_id = %(page_id)s;
