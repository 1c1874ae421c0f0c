-- Where each feed, sitemap, section or topic page of an outlet stands, by the last crawl that asked for it.
create or replace view analysis.listings as
select distinct on (crawls.outlet, visits.listing)
    crawls.outlet,
    visits.listing,
    visits.outcome,
    visits.listed,
    visits.new,
    visits.newest_at,
    visits.reason,
    crawls.started_at as visited_at,
    listings.answered_at
from raw.listing_visits as visits
join raw.crawls as crawls using (crawl_id)
left join raw.listings as listings on listings.outlet = crawls.outlet and listings.url = visits.listing
order by crawls.outlet, visits.listing, crawls.crawl_id desc;

comment on view analysis.listings is 'Where each feed, sitemap, section or topic page of an outlet stands, by the last crawl that asked for it.';
comment on column analysis.listings.outlet is 'The news site, by its short name.';
comment on column analysis.listings.listing is 'Its address; {day} stands for the day of a list that has one for each.';
comment on column analysis.listings.outcome is 'answered, unchanged, stale (its newest item is older than is normal) or failed.';
comment on column analysis.listings.listed is 'Articles that it showed; 0 where it said that nothing had changed.';
comment on column analysis.listings.new is 'Of these, articles that it had not shown before.';
comment on column analysis.listings.newest_at is 'The latest moment that it printed beside an item; null where it prints none.';
comment on column analysis.listings.reason is 'Why it failed, or since when it is stale.';
comment on column analysis.listings.visited_at is 'When the crawl started that asked for it.';
comment on column analysis.listings.answered_at is 'When it last answered.';
