-- What the last crawl of each outlet came to (within a run, where one is named), listing by listing and page by page, and
-- what the outlet usually brings: the median of the articles of a day over the four weeks before.
with last_crawl as (
    select distinct on (outlet) *
    from raw.crawls
    where %(run)s::text is null or run = %(run)s
    order by outlet, crawl_id desc
),
visits as (
    select
        crawl_id,
        count(*) filter (where outcome = 'unchanged') as unchanged,
        count(*) filter (where outcome = 'unchanged' or (outcome = 'answered' and listed > 0)) as fresh,
        array_agg(listing || ': ' || reason order by listing) filter (where outcome = 'failed') as failed_listings,
        array_agg(listing || ': ' || reason order by listing) filter (where outcome = 'stale') as stale_listings
    from raw.listing_visits
    group by crawl_id
),
refused as (
    select
        failures.outlet,
        count(*) as refused
    from raw.failures as failures
    join last_crawl using (outlet)
    where failures.reason = 'challenge' and failures.failed_at >= last_crawl.started_at
    group by failures.outlet
),
pages as (
    select
        pages.crawl_id,
        count(*) filter (where pages.outcome = 'article') as articles,
        count(*) filter (where pages.outcome = 'not_article') as not_articles,
        count(*) filter (where pages.outcome = 'unreadable') as unreadable,
        max(pages.reason) filter (where pages.outcome = 'unreadable') as such_as,
        count(*) filter (where articles.rules ->> 'body' not like 'layout%%') as by_fallback
    from raw.pages as pages
    left join core.articles as articles using (page_id)
    group by pages.crawl_id
),
newest as (
    select
        outlet,
        max(published_at) filter (where published_at <= %(now)s) as newest_at
    from core.articles
    group by outlet
),
days as (
    select
        outlet,
        (fetched_at at time zone 'UTC')::date as day,
        count(*) as pages
    from raw.pages
    where fetched_at between %(now)s - interval '29 days' and %(now)s - interval '1 day'
    group by 1, 2
),
usual as (
    select
        outlet,
        count(*) as days,
        percentile_cont(0.5) within group (order by pages) as a_day
    from days
    group by outlet
),
today as (
    select
        outlet,
        count(*) as pages
    from raw.pages
    where fetched_at > %(now)s - interval '1 day'
    group by outlet
)
select
    outlets.outlet,
    outlets.name,
    outlets.quiet_hours,
    outlets.least_listed,
    outlets.most_unreadable,
    last_crawl.problem,
    last_crawl.listings_answered,
    last_crawl.listed,
    coalesce(visits.unchanged, 0) as unchanged,
    coalesce(visits.fresh, 0) as fresh,
    coalesce(visits.failed_listings, '{}') as failed_listings,
    coalesce(visits.stale_listings, '{}') as stale_listings,
    coalesce(refused.refused, 0) as refused,
    coalesce(pages.articles, 0) as articles,
    coalesce(pages.not_articles, 0) as not_articles,
    coalesce(pages.unreadable, 0) as unreadable,
    pages.such_as,
    coalesce(pages.by_fallback, 0) as by_fallback,
    newest.newest_at,
    coalesce(usual.days, 0) as usual_days,
    coalesce(usual.a_day, 0)::real as usual_a_day,
    coalesce(today.pages, 0) as pages_today
from last_crawl
join raw.outlets as outlets using (outlet)
left join visits using (crawl_id)
left join pages using (crawl_id)
left join refused using (outlet)
left join newest using (outlet)
left join usual using (outlet)
left join today using (outlet)
order by outlets.outlet;
