-- Sketches of articles in one language that are near in time to some.
select
    article_id,
    outlet,
    moment,
    sketch
from core.sketches
where language = %(language)s and moment between %(since)s and %(until)s
order by article_id;
