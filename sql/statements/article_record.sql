-- One article as its page reads, which then waits to be compared. Returns nothing where a newer revision of it is held,
-- or where it is held so already.
with recorded as (
    insert into core.articles as held (
        outlet,
        identity,
        page_id,
        url,
        headline,
        body,
        author,
        published_at,
        published_precision,
        language,
        dateline,
        dateline_place,
        dateline_agency,
        dateline_date,
        rules,
        reader_version
    )
    values (
        %(outlet)s,
        %(identity)s,
        %(page_id)s,
        %(url)s,
        %(headline)s,
        %(body)s::text[],
        %(author)s,
        %(published_at)s,
        %(published_precision)s,
        %(language)s,
        %(dateline)s,
        %(dateline_place)s,
        %(dateline_agency)s,
        %(dateline_date)s,
        %(rules)s,
        %(reader_version)s
    )
    on conflict (outlet, identity) do update set
        page_id             = excluded.page_id,
        url                 = excluded.url,
        headline            = excluded.headline,
        body                = excluded.body,
        author              = excluded.author,
        published_at        = excluded.published_at,
        published_precision = excluded.published_precision,
        language            = excluded.language,
        dateline            = excluded.dateline,
        dateline_place      = excluded.dateline_place,
        dateline_agency     = excluded.dateline_agency,
        dateline_date       = excluded.dateline_date,
        rules               = excluded.rules,
        reader_version      = excluded.reader_version
    where
        to_jsonb(held) - 'article_id' <> to_jsonb(excluded) - 'article_id'
        and not exists (
            select
            from raw.pages as page_of_held
            join raw.pages as page_of_read on page_of_read.page_id = excluded.page_id
            where
                page_of_held.page_id = held.page_id
                and (page_of_held.fetched_at, page_of_held.page_id) > (page_of_read.fetched_at, page_of_read.page_id)
        )
    returning article_id, page_id, language, published_at
),
waiting as (
    insert into core.articles_to_compare (article_id, language, moment)
    select
        recorded.article_id,
        coalesce(recorded.language, ''),
        coalesce(recorded.published_at, pages.fetched_at)
    from recorded
    join raw.pages as pages using (page_id)
    on conflict (article_id) do update set
        language = excluded.language,
        moment   = excluded.moment
)
select article_id
from recorded;
