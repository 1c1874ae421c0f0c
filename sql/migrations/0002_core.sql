-- What was read: articles, engagements, reports of events, and the events that they were resolved to.
create table core.articles (
    article_id           bigint generated always as identity primary key,
    outlet               text not null references raw.outlets,
    identity             text not null,
    page_id              bigint not null unique references raw.pages,
    url                  text not null,
    headline             text not null check (headline <> ''),
    body                 text[] not null check (cardinality(body) > 0),
    author               text,
    published_at         timestamptz,
    published_precision  text check (published_precision in ('moment', 'day')),
    language             text,
    dateline             text,
    dateline_place       text,
    dateline_agency      text,
    dateline_date        date,
    rules                jsonb not null default '{}',
    reader_version       integer not null,
    unique (outlet, identity),
    check ((published_at is null) = (published_precision is null))
);
create index articles_by_time on core.articles (published_at desc);
comment on table core.articles is 'The news item on a page, as its newest revision reads.';

create table core.article_revisions (
    page_id         bigint primary key references raw.pages,
    article_id      bigint not null references core.articles on delete cascade,
    headline        text not null,
    body            text[] not null,
    published_at    timestamptz,
    reader_version  integer not null
);
create index revisions_by_article on core.article_revisions (article_id);
comment on table core.article_revisions is 'Each edit of an article that was fetched, by the page that it was read from.';

create table core.engagements (
    article_id      bigint primary key references core.articles on delete cascade,
    page_id         bigint not null references raw.pages,
    relevant        boolean not null,
    countries       text[] not null,
    sectors         text[] not null,
    score           real not null check (score between 0 and 1),
    reasons         text[] not null,
    evidence        jsonb not null default '{}',
    reader_version  integer not null,
    check (countries <@ array['KZ', 'KG', 'TJ', 'TM', 'UZ']),
    check (relevant or (countries = '{}' and sectors = '{}'))
);
comment on table core.engagements is 'Whether an article is about dealings between Pakistan and a Central Asian state, with which states, in which sectors.';

create table core.events (
    event_id           bigint generated always as identity primary key,
    type               text not null check (type in ('meeting', 'call', 'visit', 'forum', 'agreement')),
    status             text not null check (status in ('planned', 'held', 'postponed', 'cancelled')),
    mode               text check (mode in ('in_person', 'video')),
    event_date         date,
    date_precision     text check (date_precision in ('day', 'month')),
    place              text,
    sides              text[] not null,
    first_reported_at  timestamptz,
    created_at         timestamptz not null,
    merged_into        bigint references core.events,
    withdrawn_at       timestamptz,
    needs_resolving    boolean not null default false,
    check ((event_date is null) = (date_precision is null))
);
create index events_by_day on core.events (type, event_date);
create index events_to_resolve on core.events (event_id) where needs_resolving;
comment on table core.events is 'The real-world occasion: one row whoever reports it. Its fields follow from its reports.';
comment on column core.events.event_date is 'First day; with date_precision month, the first day of that month.';
comment on column core.events.merged_into is 'The event that this one turned out to be.';
comment on column core.events.withdrawn_at is 'When no report was left of it after a better reading.';
comment on column core.events.needs_resolving is 'True from when a report of it changed or went until the next resolving.';

create table core.event_reports (
    report_id       bigint generated always as identity primary key,
    article_id      bigint not null references core.articles on delete cascade,
    page_id         bigint not null references raw.pages,
    position        smallint not null,
    type            text not null check (type in ('meeting', 'call', 'visit', 'forum', 'agreement')),
    status          text not null check (status in ('planned', 'held', 'postponed', 'cancelled')),
    mode            text check (mode in ('in_person', 'video')),
    event_date      date,
    date_precision  text check (date_precision in ('day', 'month')),
    place           text,
    sides           text[] not null,
    earliest_date   date,
    latest_date     date,
    is_main         boolean not null,
    evidence        jsonb not null check (jsonb_array_length(evidence) > 0),
    is_new          boolean not null,
    event_id        bigint references core.events,
    reader_version  integer not null,
    unique (article_id, position) deferrable initially deferred,
    check ((event_date is null) = (date_precision is null)),
    check ((earliest_date is null) = (latest_date is null))
);
create index reports_to_resolve on core.event_reports (report_id) where event_id is null;
create index reports_by_event on core.event_reports (event_id);
create index reports_by_window on core.event_reports (type, earliest_date, latest_date);
create index reports_by_page on core.event_reports (page_id);
comment on table core.event_reports is 'One article''s account of one event.';
comment on column core.event_reports.sides is 'Pakistan, the participants'' states and, where none of the five is among these, those of the article.';
comment on column core.event_reports.earliest_date is 'First day on which another report of the same event may lie; null where nothing is known.';
comment on column core.event_reports.latest_date is 'Last such day.';
comment on column core.event_reports.is_new is 'True where it comes from the first reading of a newly crawled page: only these may alert.';

create table core.report_participants (
    report_id    bigint not null references core.event_reports on delete cascade,
    position     smallint not null,
    name         text not null check (name <> ''),
    kind         text not null check (kind in ('person', 'body')),
    country      char(2),
    office       text,
    is_inferred  boolean not null,
    evidence     jsonb not null,
    primary key (report_id, position)
);
comment on column core.report_participants.is_inferred is 'True where the name comes from the lexicon''s holder of the office, not from the text.';

create table core.event_participants (
    event_id   bigint not null references core.events on delete cascade,
    position   smallint not null,
    name       text not null,
    kind       text not null,
    country    char(2),
    office     text,
    report_id  bigint not null references core.event_reports on delete cascade,
    primary key (event_id, position)
);
create index participants_by_report on core.event_participants (report_id);
comment on column core.event_participants.report_id is 'The report whose spelling and office were taken.';

create table core.figures (
    article_id      bigint not null references core.articles on delete cascade,
    position        smallint not null,
    page_id         bigint not null references raw.pages,
    amount          numeric not null,
    unit            text not null,
    role            text not null check (role in ('target', 'actual', 'investment', 'loan', 'cost', 'potential')),
    of_what         text,
    evidence        jsonb not null,
    reader_version  integer not null,
    primary key (article_id, position)
);

create table core.agreements (
    article_id      bigint not null references core.articles on delete cascade,
    position        smallint not null,
    page_id         bigint not null references raw.pages,
    title           text not null,
    status          text not null check (status in ('signed', 'agreed', 'proposed', 'planned', 'in_force')),
    evidence        jsonb not null,
    reader_version  integer not null,
    primary key (article_id, position)
);

create table core.alerts (
    alert_id    bigint generated always as identity primary key,
    event_id    bigint not null references core.events,
    kind        text not null check (kind in ('new')),
    body        jsonb not null,
    created_at  timestamptz not null,
    unique (event_id, kind)
);
comment on table core.alerts is 'Messages about newly found events, written in the transaction that creates the event.';

create table core.deliveries (
    alert_id      bigint not null references core.alerts,
    channel       text not null,
    delivered_at  timestamptz,
    attempts      integer not null default 0,
    last_error    text,
    next_try_at   timestamptz not null,
    primary key (alert_id, channel)
);
create index deliveries_due on core.deliveries (channel, next_try_at) where delivered_at is null;
comment on column core.deliveries.channel is 'A digest of the channel''s address, so that no secret is stored; "printed" for the terminal.';
