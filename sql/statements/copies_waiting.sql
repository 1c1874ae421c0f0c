-- Articles that wait to be compared: the oldest of the first language, and others of that language up to a week younger.
with first as (
    select language, moment
    from core.articles_to_compare
    order by language, moment, article_id
    limit 1
)
select
    waiting.article_id,
    waiting.language,
    waiting.moment
from core.articles_to_compare as waiting
where
    waiting.language = (select language from first)
    and waiting.moment between (select moment from first) and (select moment + interval '7 days' from first)
order by waiting.moment, waiting.article_id
limit %(most)s
for update;
