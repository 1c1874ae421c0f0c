-- error: Reports whose evidence is empty or does not stand in the text of their article word for word: the fact can't be
-- shown to anybody. The reader has to take passages from Article.text.
select
    reports.report_id,
    articles.url,
    passage ->> 'text' as passage
from core.event_reports as reports
join core.articles as articles using (article_id)
cross join jsonb_array_elements(reports.evidence) as passage
where
    coalesce(passage ->> 'text', '') = ''
    or position(passage ->> 'text' in articles.headline || E'\n\n' || array_to_string(articles.body, E'\n\n')) = 0
order by reports.report_id;
