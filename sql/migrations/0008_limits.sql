-- What is normal for each outlet, from its file; and what the operator was last told of it.
alter table raw.outlets
add column quiet_hours real not null default 48,
add column least_listed integer not null default 5,
add column most_unreadable real not null default 0.2;
comment on column raw.outlets.quiet_hours is 'Hours that the outlet is normally silent at most.';
comment on column raw.outlets.least_listed is 'Articles that its listings normally show at least, all together.';
comment on column raw.outlets.most_unreadable is 'Share of its pages that normally can''t be read at most.';

alter table raw.verdicts add column told text;
comment on column raw.verdicts.told is 'The verdict that the operator was last told; null where none was.';
