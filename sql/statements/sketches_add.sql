-- Sketches of articles that wait to be compared.
insert into core.sketches (article_id, outlet, language, moment, sketch)
select
    waiting.article_id,
    articles.outlet,
    waiting.language,
    waiting.moment,
    sketched.sketch
from unnest(%(article_ids)s::bigint[], %(sketches)s::bytea[]) as sketched (article_id, sketch)
join core.articles_to_compare as waiting using (article_id)
join core.articles as articles using (article_id);
