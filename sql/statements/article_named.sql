-- The article that an outlet's rule names, with its text.
select
    article_id,
    page_id,
    url,
    headline,
    body,
    language
from core.articles
where outlet = %(outlet)s and identity = %(identity)s;
