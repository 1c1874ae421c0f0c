-- Archives of others: how far each file was read, which pages came from where, and sites that nobody watches.
alter table raw.outlets
alter column country drop not null,
alter column language drop not null,
alter column timezone drop not null,
add column watched boolean not null default true,
add check (not watched or (country is not null and language is not null and timezone is not null));
comment on table raw.outlets is 'News sites: those that are watched, in step with the outlet files, and those of which a backfill brought pages.';
comment on column raw.outlets.outlet is 'Name of the outlet''s file; of a site that is not watched, its registered domain.';
comment on column raw.outlets.country is 'Country whose press it is; null where that is not known, as language and timezone are.';
comment on column raw.outlets.watched is 'Whether it is crawled.';

create table raw.backfills (
    backfill_id   bigint generated always as identity primary key,
    file          text not null unique,
    size          bigint,
    etag          text,
    state         text not null check (state in ('reading', 'done', 'broken')),
    position      bigint not null default 0 check (position >= 0),
    records       integer not null default 0,
    pages         integer not null default 0,
    passed        integer not null default 0,
    held          integer not null default 0,
    not_articles  integer not null default 0,
    menus         integer not null default 0,
    unreadable    integer not null default 0,
    articles      integer not null default 0,
    relevant      integer not null default 0,
    problem       text,
    started_at    timestamptz not null,
    finished_at   timestamptz,
    check ((finished_at is null) = (state = 'reading'))
);
comment on table raw.backfills is 'WARC files of others: how far each was read and what was in it.';
comment on column raw.backfills.file is 'Its path or address.';
comment on column raw.backfills.etag is 'What tells whether it changed since, beside its size: its ETag, or when it was written.';
comment on column raw.backfills.state is 'reading (also where that was killed), done, or broken (see problem; what is whole of it was read).';
comment on column raw.backfills.position is 'Byte at which the next record begins.';
comment on column raw.backfills.records is 'Responses in it.';
comment on column raw.backfills.pages is 'Of these, HTML pages.';
comment on column raw.backfills.passed is 'Of these, pages whose bytes name both sides.';
comment on column raw.backfills.held is 'Of those passed, pages that the warehouse held already.';
comment on column raw.backfills.not_articles is 'Of those passed, pages that are no articles; they are not kept.';
comment on column raw.backfills.menus is 'Of those passed, pages that name a side only beside their article; they are not kept.';
comment on column raw.backfills.unreadable is 'Of those passed, pages that should be articles and can''t be read.';
comment on column raw.backfills.articles is 'Of those passed, articles that name both sides.';
comment on column raw.backfills.relevant is 'Of these, articles about dealings between Pakistan and Central Asia.';

alter table raw.pages add column backfill_id bigint references raw.backfills;
create index pages_by_backfill on raw.pages (backfill_id) where backfill_id is not null;
comment on column raw.pages.backfill_id is 'The file of others that it came from; null where it was crawled. What it reports is never news.';
comment on column core.event_reports.is_new is 'True where it comes from the first reading of a newly crawled page: only these may alert.';
