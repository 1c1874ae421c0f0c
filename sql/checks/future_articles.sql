-- warn: Articles that say they were published more than a day from now: a date was read day for month, or the site's
-- clock is wrong. Compare the page with `rules` in core.articles and mend the date rule.
select
    articles.article_id,
    articles.url,
    articles.published_at
from core.articles as articles
where articles.published_at > %(now)s + interval '1 day'
order by articles.article_id;
