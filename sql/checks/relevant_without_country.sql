-- error: Relevant articles for which no Central Asian state was found: nobody finds them by country. Read their reasons in
-- analysis.engagements.
select
    articles.article_id,
    articles.url,
    articles.headline,
    engagements.reasons
from core.engagements as engagements
join core.articles as articles using (article_id)
where engagements.relevant and engagements.countries = '{}'
order by articles.article_id;
