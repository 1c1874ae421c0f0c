-- What is seen of listings and of outlets over time: visits, sightings, gaps, articles looked at again, verdicts.
alter table raw.crawls add column again integer not null default 0;
comment on column raw.crawls.again is 'Of those fetched, articles that were held and were asked for again to see whether they had been edited.';

alter table raw.listings add column newest_at timestamptz;
comment on column raw.listings.newest_at is 'The latest moment that it printed beside an item; null where it prints none.';

create table raw.listing_visits (
    crawl_id   bigint not null references raw.crawls on delete cascade,
    listing    text not null,
    outcome    text not null check (outcome in ('answered', 'unchanged', 'stale', 'failed')),
    listed     integer not null,
    new        integer not null,
    newest_at  timestamptz,
    reason     text,
    primary key (crawl_id, listing)
);
comment on table raw.listing_visits is 'What each crawl saw of each listing.';

create table raw.sightings (
    outlet         text not null references raw.outlets,
    listing        text not null,
    identity       text not null,
    first_seen_at  timestamptz not null,
    last_seen_at   timestamptz not null,
    primary key (outlet, listing, identity)
);
create index sightings_by_time on raw.sightings (outlet, last_seen_at);
comment on table raw.sightings is 'Which articles each listing showed: how it is known whether one was missed between two crawls.';

create table raw.gaps (
    outlet      text not null references raw.outlets,
    listing     text not null,
    from_at     timestamptz,
    to_at       timestamptz not null,
    reason      text not null,
    noticed_at  timestamptz not null,
    primary key (outlet, listing, noticed_at),
    check (from_at <= to_at)
);
comment on table raw.gaps is 'Times of which a listing''s items may have been missed.';

create table raw.looks (
    outlet    text not null references raw.outlets,
    identity  text not null,
    times     integer not null default 1,
    first_at  timestamptz not null,
    last_at   timestamptz not null,
    primary key (outlet, identity)
);
comment on table raw.looks is 'How often and when each article was fetched, changed or not.';
insert into raw.looks (outlet, identity, times, first_at, last_at)
select
    outlet,
    identity,
    count(*),
    min(fetched_at),
    max(fetched_at)
from raw.pages
group by outlet, identity;

create table raw.verdicts (
    outlet    text primary key references raw.outlets,
    verdict   text not null,
    severity  text not null check (severity in ('ok', 'warn', 'fail')),
    detail    text,
    since     timestamptz not null,
    told_at   timestamptz
);
comment on table raw.verdicts is 'How each outlet stands by the watch''s rules, since when, and when the operator was told.';
