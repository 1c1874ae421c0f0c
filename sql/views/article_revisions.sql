-- Each edit of an article: one row for each text that it was seen with, oldest first.
create or replace view analysis.article_revisions as
with fetched as (
    select
        revisions.article_id,
        revisions.page_id,
        revisions.headline,
        revisions.body,
        revisions.published_at,
        pages.outlet,
        pages.url,
        pages.fetched_at,
        lag(revisions.headline) over history as headline_before,
        lag(revisions.body) over history as body_before
    from core.article_revisions as revisions
    join raw.pages as pages using (page_id)
    window history as (partition by revisions.article_id order by pages.fetched_at, pages.page_id)
)
select
    article_id,
    row_number() over (partition by article_id order by fetched_at, page_id) as revision,
    outlet,
    url,
    fetched_at,
    published_at,
    headline,
    body,
    headline_before is distinct from headline and headline_before is not null as headline_changed,
    body_before is distinct from body and body_before is not null as body_changed,
    page_id
from fetched
where (headline, body) is distinct from (headline_before, body_before);

comment on view analysis.article_revisions is 'Each edit of an article: one row for each text that it was seen with, oldest first. Facts are of the newest.';
comment on column analysis.article_revisions.article_id is 'The article, as in analysis.engagements.';
comment on column analysis.article_revisions.revision is 'From 1, the first text that was seen.';
comment on column analysis.article_revisions.outlet is 'The news site, by its short name.';
comment on column analysis.article_revisions.url is 'Where this text was fetched.';
comment on column analysis.article_revisions.fetched_at is 'When this text was first seen.';
comment on column analysis.article_revisions.published_at is 'When the article says that it was published.';
comment on column analysis.article_revisions.headline is 'Headline of this revision.';
comment on column analysis.article_revisions.body is 'Its paragraphs.';
comment on column analysis.article_revisions.headline_changed is 'Whether the headline differs from that of the revision before.';
comment on column analysis.article_revisions.body_changed is 'Whether the text differs from that of the revision before.';
comment on column analysis.article_revisions.page_id is 'The page from which it was read.';
