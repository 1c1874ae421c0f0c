-- Documents that are named or described.
create or replace view analysis.agreements as
select
    agreements.article_id,
    agreements.position,
    agreements.title,
    agreements.status,
    agreements.evidence ->> 'text' as passage,
    engagements.countries,
    outlets.name as outlet_name,
    articles.published_at,
    articles.headline,
    articles.url,
    agreements.page_id,
    agreements.reader_version
from core.agreements as agreements
join core.articles as articles using (article_id)
join core.engagements as engagements using (article_id)
join raw.outlets as outlets using (outlet);

comment on view analysis.agreements is 'Papers that relevant articles name or describe; the signing of one is an event of type agreement.';
comment on column analysis.agreements.article_id is 'The article in analysis.engagements.';
comment on column analysis.agreements.position is 'Place among the article''s agreements, from 0.';
comment on column analysis.agreements.title is 'The paper as the article names it.';
comment on column analysis.agreements.status is 'signed, agreed, proposed, planned or in_force.';
comment on column analysis.agreements.passage is 'The passage that it was read from, word for word.';
comment on column analysis.agreements.countries is 'Central Asian states that take part in what the article tells.';
comment on column analysis.agreements.outlet_name is 'The outlet.';
comment on column analysis.agreements.published_at is 'When the article was published.';
comment on column analysis.agreements.headline is 'Its headline.';
comment on column analysis.agreements.url is 'Its address.';
comment on column analysis.agreements.page_id is 'The page that it was read from.';
comment on column analysis.agreements.reader_version is 'Version of the reader that read it.';
