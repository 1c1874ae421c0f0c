-- Relevant articles to be looked at again, newest first: an hour, six hours, a day, three, seven and thirty days after
-- they were first had.
select
    looks.identity,
    articles.url,
    coalesce(pages.lastmod, '') as lastmod
from raw.looks as looks
join core.articles as articles using (outlet, identity)
join core.engagements as engagements using (article_id)
join raw.pages as pages on pages.page_id = articles.page_id
where
    looks.outlet = %(outlet)s
    and engagements.relevant
    and looks.first_at > %(now)s - interval '60 days'
    and looks.times <= 6
    and %(now)s >= looks.first_at
        + (array['1 hour', '6 hours', '1 day', '3 days', '7 days', '30 days']::interval[])[looks.times]
    and not exists (
        select
        from raw.failures
        where
            failures.outlet = looks.outlet
            and failures.identity = looks.identity
            and failures.status in (404, 410)
    )
order by looks.first_at desc
limit %(most)s;
