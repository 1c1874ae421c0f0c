-- Events of which some outlets tell, or whose reports are in the words of one of them.
select distinct reports.event_id
from core.articles as articles
join core.event_reports as reports using (article_id)
left join core.copies as copies using (article_id)
left join core.articles as sources on sources.article_id = copies.counts_as
where
    reports.event_id is not null
    and (articles.outlet = any(%(outlets)s::text[]) or sources.outlet = any(%(outlets)s::text[]))
order by reports.event_id;
