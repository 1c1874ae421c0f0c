-- All figures of an article.
delete from core.figures
where article_id = %(article_id)s;
