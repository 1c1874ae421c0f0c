-- Amounts that the sides spoke of: figure_add for many.
insert into core.figures (
    article_id,
    position,
    page_id,
    amount,
    unit,
    role,
    of_what,
    evidence,
    reader_version
)
select
    article_id,
    position,
    page_id,
    amount,
    unit,
    role,
    of_what,
    evidence,
    reader_version
from staged_figures
order by article_id, position;
