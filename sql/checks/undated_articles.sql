-- warn: Relevant articles without a moment of publication: their events are never alerted and stand in no period. Mend the
-- date rule of the outlet.
select
    articles.article_id,
    articles.outlet,
    articles.url
from core.engagements as engagements
join core.articles as articles using (article_id)
where engagements.relevant and articles.published_at is null
order by articles.article_id;
