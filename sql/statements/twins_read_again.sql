-- Pages whose canonical link names one of these articles, which came or went, wait to be read again: they may be its twin.
update raw.pages
set
    reader_version = null,
    outcome        = null,
    reason         = null
where
    removed_at is null
    and page_id in (
        select links.page_id
        from unnest(%(outlets)s::text[], %(identities)s::text[]) as named (outlet, identity)
        join core.page_links as links using (identity)
        join raw.pages as pages on pages.page_id = links.page_id
        where
            links.relation = 'canonical'
            and pages.outlet = named.outlet
            and pages.identity <> named.identity
            and pages.outcome in ('article', 'not_article')
    );
