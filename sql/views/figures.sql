-- Amounts that the sides spoke of.
create or replace view analysis.figures as
select
    figures.article_id,
    figures.position,
    figures.amount,
    figures.unit,
    figures.role,
    figures.of_what,
    figures.evidence ->> 'text' as passage,
    engagements.countries,
    outlets.name as outlet_name,
    articles.published_at,
    articles.headline,
    articles.url,
    figures.page_id,
    figures.reader_version
from core.figures as figures
join core.articles as articles using (article_id)
join core.engagements as engagements using (article_id)
join raw.outlets as outlets using (outlet);

comment on view analysis.figures is 'Amounts in relevant articles, with the role that each plays.';
comment on column analysis.figures.article_id is 'The article in analysis.engagements.';
comment on column analysis.figures.position is 'Place among the article''s figures, from 0.';
comment on column analysis.figures.amount is 'The amount, in whole units (2 billion dollars is 2000000000).';
comment on column analysis.figures.unit is 'ISO 4217 currency, or percent, tonnes, persons.';
comment on column analysis.figures.role is 'target, actual, investment, loan, cost or potential.';
comment on column analysis.figures.of_what is 'What it is an amount of: trade, exports, imports, project, …; null where the text does not say.';
comment on column analysis.figures.passage is 'The passage that it was read from, word for word.';
comment on column analysis.figures.countries is 'Central Asian states that take part in what the article tells.';
comment on column analysis.figures.outlet_name is 'The outlet.';
comment on column analysis.figures.published_at is 'When the article was published.';
comment on column analysis.figures.headline is 'Its headline.';
comment on column analysis.figures.url is 'Its address.';
comment on column analysis.figures.page_id is 'The page that it was read from.';
comment on column analysis.figures.reader_version is 'Version of the reader that read it.';
