-- The article that is held under an identity, locked until its new reading is loaded.
select
    article_id,
    page_id
from core.articles
where outlet = %(outlet)s and identity = %(identity)s
for update;
