-- Figures of articles from a position on.
delete from core.figures
where article_id = any(%(article_ids)s::bigint[]) and position >= %(beyond)s;
