-- Articles that were compared.
delete from core.articles_to_compare
where article_id = any(%(article_ids)s::bigint[]);
