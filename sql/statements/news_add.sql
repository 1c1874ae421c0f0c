-- One piece of news, as the event's next version, with the page that made it: that of `fresh` which was fetched first.
-- What parted from another event and had stood before was the other one, or what that was then, since its last version as an
-- event of its own ended.
insert into core.alerts (
    event_id,
    version,
    kind,
    cause,
    other_id,
    body,
    page_ids,
    decision_ids,
    published_at,
    fetched_at,
    since,
    created_at
)
select
    %(event_id)s,
    coalesce((select max(version) from core.alerts where event_id = %(event_id)s), 0) + 1,
    %(kind)s,
    %(cause)s,
    %(other_id)s,
    %(body)s,
    %(page_ids)s::bigint[],
    %(decision_ids)s::bigint[],
    first.published_at,
    first.fetched_at,
    case
        when %(cause)s = 'split' then (
            -- Null where its last version is no merged one: that has not ended.
            select nullif(max(coalesce(versions.valid_to, 'infinity')), 'infinity')
            from history.events as versions
            where versions.event_id = %(event_id)s and versions.event ->> 'merged_into' is null
        )
    end,
    %(now)s
from (select 1) as one
left join (
    select
        case when articles.published_precision = 'moment' then articles.published_at end as published_at,
        pages.fetched_at
    from raw.pages as pages
    left join core.articles as articles using (page_id)
    where pages.page_id = any(%(fresh)s::bigint[])
    order by pages.fetched_at, pages.page_id
    limit 1
) as first on true;
