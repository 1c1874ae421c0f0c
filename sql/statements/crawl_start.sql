-- A crawl of one outlet begins.
insert into raw.crawls (outlet, run, started_at)
values (%(outlet)s, %(run)s, %(now)s)
returning crawl_id;
