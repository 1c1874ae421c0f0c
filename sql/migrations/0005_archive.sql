-- What lets the archive be read again and kept in bounds: pages whose bytes went, pages to be read again, files to remove.
alter table raw.pages
    add column was_relevant boolean not null default false,
    add column removed_at timestamptz;
comment on column raw.pages.warc_file is 'Where its bytes stand in the archive, or stood until removed_at.';
comment on column raw.pages.was_relevant is 'Whether any reader has found it relevant: then all pages of its article are kept for ever.';
comment on column raw.pages.removed_at is 'When retention removed its bytes, so that it is neither read nor fetched again; null while they are held.';
update raw.pages
set was_relevant = true
where page_id in (select page_id from core.engagements where relevant);
create index pages_by_file on raw.pages (warc_file);

create table raw.rereads (
    page_id   bigint primary key references raw.pages on delete cascade,
    asked_at  timestamptz not null
);
comment on table raw.rereads is 'Pages that wait to be read again; a row goes in the transaction that loads what was read.';

create table raw.files_to_remove (
    warc_file  text primary key,
    noted_at   timestamptz not null
);
comment on table raw.files_to_remove is 'Files of the archive in which no page stands (any more). Noted before one is written or emptied, so that a killed retention leaves none behind.';
