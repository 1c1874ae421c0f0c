-- One piece of news, as the event's next version, with the page that made it: that of `fresh` which was fetched first.
-- An event that parted from another one and had stood before is in its last version still the other one.
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
            select versions.valid_from
            from history.events as versions
            where
                versions.event_id = %(event_id)s
                and versions.valid_to is null
                and versions.event ->> 'merged_into' is not null
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
