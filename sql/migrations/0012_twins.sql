-- What pages declare of other addresses of their story.
create table core.page_links (
    page_id         bigint not null references raw.pages on delete cascade,
    position        smallint not null,
    relation        text not null check (relation in ('canonical', 'amp', 'language', 'print')),
    language        text,
    url             text not null,
    identity        text,
    evidence        text not null,
    reader_version  integer not null,
    primary key (page_id, position)
);
create index page_links_by_identity on core.page_links (identity) where identity is not null;
comment on table core.page_links is 'Other addresses of its story that a page declares, also of a page that was set aside as the twin of an article that is held.';
comment on column core.page_links.relation is 'canonical, amp, language (the story in another language) or print.';
comment on column core.page_links.language is 'Of links to another language, as declared: de, en-us, x-default.';
comment on column core.page_links.identity is 'The article of the same outlet that the address names by the outlet''s rule; null where it names none, as on hosts that are not the outlet''s.';
comment on column core.page_links.evidence is 'The element as it stands on the page.';
