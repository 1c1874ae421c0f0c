-- Agreements of an article from a position on.
delete from core.agreements
where article_id = %(article_id)s and position >= %(beyond)s;
