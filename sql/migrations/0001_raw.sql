-- What the crawl brings home: outlets, crawls, listings, pages and what could not be had.
create schema raw;
create schema core;
create schema analysis;

create table raw.outlets (
    outlet      text primary key,
    name        text not null,
    country     char(2) not null,
    language    text not null,
    timezone    text not null
);
comment on table raw.outlets is 'News sites that are watched; kept in step with the outlet files at each run.';

create table raw.crawls (
    crawl_id           bigint generated always as identity primary key,
    outlet             text not null references raw.outlets,
    run                text,
    started_at         timestamptz not null,
    finished_at        timestamptz,
    listings_answered  integer not null default 0,
    listings_failed    integer not null default 0,
    listed             integer not null default 0,
    fetched            integer not null default 0,
    held               integer not null default 0,
    failed             integer not null default 0,
    problem            text,
    check (finished_at >= started_at)
);
create index crawls_by_outlet on raw.crawls (outlet, started_at desc);
create index crawls_by_run on raw.crawls (run);
comment on table raw.crawls is 'One crawl of one outlet; without finished_at it is under way or was killed.';
comment on column raw.crawls.run is 'The run that it belonged to; a retry within a run is a row of its own.';
comment on column raw.crawls.listed is 'Addresses of articles that the listings showed.';
comment on column raw.crawls.held is 'Of these, articles that the archive held already and that were not fetched again.';
comment on column raw.crawls.problem is 'Why the crawl is not whole; null where it is.';

create table raw.listings (
    outlet         text not null references raw.outlets,
    url            text not null,
    etag           text,
    last_modified  text,
    answered_at    timestamptz not null,
    primary key (outlet, url)
);
comment on table raw.listings is 'What each listing said of itself when it last answered, so that it is only sent again when it changed.';

create table raw.pages (
    page_id         bigint generated always as identity primary key,
    outlet          text not null references raw.outlets,
    identity        text not null,
    url             text not null,
    crawl_id        bigint references raw.crawls,
    fetched_at      timestamptz not null,
    status          smallint not null,
    content_sha256  char(64) not null,
    warc_file       text not null,
    warc_offset     bigint not null check (warc_offset >= 0),
    lastmod         text,
    reader_version  integer,
    outcome         text check (outcome in ('article', 'not_article', 'unreadable')),
    reason          text,
    first_read_at   timestamptz,
    read_at         timestamptz,
    unique (outlet, identity, content_sha256),
    check ((reader_version is null) = (outcome is null)),
    check (outcome = 'article' or outcome is null or reason is not null)
);
create index pages_to_read on raw.pages (reader_version nulls first, page_id);
create index pages_by_crawl on raw.pages (crawl_id);
comment on table raw.pages is 'Pages as they came. Written once the bytes are durable in the archive.';
comment on column raw.pages.identity is 'Names the article whatever the rest of its address, by the outlet''s rule.';
comment on column raw.pages.lastmod is 'What the listing said of the last change when the page was fetched.';
comment on column raw.pages.reader_version is 'Version of the reader that read it last; null: not read yet.';
comment on column raw.pages.reason is 'Why it is no article or can''t be read.';

create table raw.failures (
    outlet     text not null references raw.outlets,
    url        text not null,
    identity   text,
    reason     text not null,
    detail     text not null,
    status     smallint,
    failed_at  timestamptz not null,
    primary key (outlet, url)
);
comment on table raw.failures is 'Listings and pages that could not be had when last asked for; a row goes when its address answers.';
