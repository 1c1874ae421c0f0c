-- Sketches of articles whose text may have changed.
delete from core.sketches
where article_id = any(%(article_ids)s::bigint[]);
