-- Pages whose bytes may go once they are old: no fact rests on them.
drop view if exists raw.idle_pages;
create view raw.idle_pages as
select
    pages.page_id,
    pages.fetched_at,
    pages.reader_version
from raw.pages as pages
where
    pages.removed_at is null
    -- What can't be read may be read by a better reader.
    and pages.outcome in ('article', 'not_article')
    -- All revisions of an article stay where any of them tells something, or has still to be read.
    and not exists (
        select
        from raw.pages as revisions
        where
            revisions.outlet = pages.outlet
            and revisions.identity = pages.identity
            and (revisions.was_relevant or revisions.outcome is null)
    )
    and not exists (
        select
        from core.articles as articles
        join core.engagements as engagements using (article_id)
        where
            articles.outlet = pages.outlet
            and articles.identity = pages.identity
            and engagements.relevant
    )
    and not exists (select from core.event_reports as reports where reports.page_id = pages.page_id)
    and not exists (select from core.figures as figures where figures.page_id = pages.page_id)
    and not exists (select from core.agreements as agreements where agreements.page_id = pages.page_id)
    and not exists (select from raw.rereads as rereads where rereads.page_id = pages.page_id);
comment on view raw.idle_pages is 'Pages on which no fact rests: those that retention may remove once they are old.';
