-- What was found of articles that are compared anew. Returns the articles that were their near-copies.
delete from core.near_copies
where article_id = any(%(article_ids)s::bigint[]) or other_id = any(%(article_ids)s::bigint[])
returning other_id;
