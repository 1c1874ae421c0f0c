-- What a forum is: a session of a commission and an exhibition on one day are two.
alter table core.event_reports add column forum_sort text check (
    forum_sort in ('conference', 'session', 'exhibition', 'ceremony')
);
comment on column core.event_reports.forum_sort is 'Of forums what it is; null where that is not clear.';
