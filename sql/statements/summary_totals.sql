-- How much the warehouse holds.
select
    (select count(*) from raw.pages) as pages,
    (select count(*) from core.articles) as articles,
    (select count(*) from analysis.engagements) as relevant,
    (select count(*) from analysis.copies where relevant and is_counted_with_another) as copies,
    (select count(*) from analysis.events) as events;
