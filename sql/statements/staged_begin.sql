-- Empty tables of the session's own, for rows on their way in.
create temporary table if not exists staged_articles on commit delete rows as table core.articles with no data;
create temporary table if not exists staged_revisions on commit delete rows as table core.article_revisions with no data;
create temporary table if not exists staged_engagements on commit delete rows as table core.engagements with no data;
create temporary table if not exists staged_reports on commit delete rows as table core.event_reports with no data;
create temporary table if not exists staged_participants on commit delete rows
as table core.report_participants with no data;
create temporary table if not exists staged_figures on commit delete rows as table core.figures with no data;
create temporary table if not exists staged_agreements on commit delete rows as table core.agreements with no data;
truncate
    staged_articles,
    staged_revisions,
    staged_engagements,
    staged_reports,
    staged_participants,
    staged_figures,
    staged_agreements;
