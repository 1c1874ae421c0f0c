-- The near-copies of some articles.
select
    article_id,
    other_id,
    share
from core.near_copies
where article_id = any(%(article_ids)s::bigint[])
order by article_id, other_id;
