-- All agreements of an article.
delete from core.agreements
where article_id = %(article_id)s;
