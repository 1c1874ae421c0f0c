-- Times of which an outlet's items may have been missed: "could not be read" is not "nothing happened".
create or replace view analysis.gaps as
select
    gaps.outlet,
    gaps.listing,
    gaps.from_at,
    gaps.to_at,
    gaps.reason,
    gaps.noticed_at
from raw.gaps as gaps
union all
select
    failures.outlet,
    listings.url as listing,
    listings.answered_at as from_at,
    null as to_at,
    failures.reason || ': ' || failures.detail as reason,
    failures.failed_at as noticed_at
from raw.failures as failures
join raw.listings as listings using (outlet, url);

comment on view analysis.gaps is 'Times of which an outlet''s items may have been missed: "could not be read" is not "nothing happened".';
comment on column analysis.gaps.outlet is 'The news site, by its short name.';
comment on column analysis.gaps.listing is 'The feed, sitemap or page of it that could not be read without a break.';
comment on column analysis.gaps.from_at is 'When the listing had last been read; null where that is not known.';
comment on column analysis.gaps.to_at is 'When the oldest item was published that was had again; null while the listing still can''t be had.';
comment on column analysis.gaps.reason is 'Why it could not be read.';
comment on column analysis.gaps.noticed_at is 'When it was noticed; for a listing that still can''t be had, when it was last asked for.';
