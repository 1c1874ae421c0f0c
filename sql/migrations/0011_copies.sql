-- Near-copies of one text in several outlets: the articles that wait to be compared, their sketches, and what was found.
create table core.articles_to_compare (
    article_id  bigint primary key references core.articles on delete cascade,
    language    text not null,
    moment      timestamptz not null
);
create index articles_to_compare_by_time on core.articles_to_compare (language, moment, article_id);
comment on table core.articles_to_compare is 'Articles that are new or changed, until they were compared with those near them in time.';
comment on column core.articles_to_compare.language is 'Of the article; empty where that is not known.';
comment on column core.articles_to_compare.moment is 'When it was published, or fetched where that is not known.';

create table core.sketches (
    article_id  bigint primary key references core.articles on delete cascade,
    outlet      text not null references raw.outlets,
    language    text not null,
    moment      timestamptz not null,
    sketch      bytea not null
);
create index sketches_by_time on core.sketches (language, moment);
comment on table core.sketches is 'MinHash of the text of each article that is long enough to be compared (warehouse/near_copies.py).';

create table core.near_copies (
    article_id    bigint not null references core.articles on delete cascade,
    other_id      bigint not null references core.articles on delete cascade,
    share         real not null check (share between 0 and 1),
    common_words  integer not null,
    primary key (article_id, other_id)
);
create index near_copies_by_other on core.near_copies (other_id);
comment on table core.near_copies is 'Articles of two outlets whose texts are mostly the same, each pair in both directions.';
comment on column core.near_copies.share is 'Share of the article''s words that stand in the other one.';
comment on column core.near_copies.common_words is 'How many words the two have in common.';

create table core.copies (
    article_id  bigint primary key references core.articles on delete cascade,
    first_id    bigint references core.articles on delete cascade,
    basis       text check (basis in ('dateline', 'earliest')),
    other_id    bigint not null references core.articles on delete cascade,
    share       real not null check (share between 0 and 1),
    shared      jsonb not null,
    own         jsonb not null,
    counts_as   bigint not null references core.articles on delete cascade,
    check ((first_id is null) = (basis is null))
);
create index copies_by_first on core.copies (first_id);
create index copies_by_other on core.copies (other_id);
create index copies_by_source on core.copies (counts_as);
comment on table core.copies is 'Articles that print what another outlet prints too. It follows from core.near_copies, datelines and moments.';
comment on column core.copies.first_id is 'The article of whoever printed the text first, of those that are held; null where that can''t be told.';
comment on column core.copies.basis is 'How that is known: its outlet is an agency that a dateline names, or it is the earliest.';
comment on column core.copies.other_id is 'The article that it was compared with: the first printer''s, else the likest.';
comment on column core.copies.share is 'Share of its words that stand in the other one.';
comment on column core.copies.shared is 'Its sentences that stand there, with their offsets.';
comment on column core.copies.own is 'Its other sentences.';
comment on column core.copies.counts_as is 'The article together with which it is one source; itself where most of its words are its own.';

insert into core.articles_to_compare (article_id, language, moment)
select
    articles.article_id,
    coalesce(articles.language, ''),
    coalesce(articles.published_at, pages.fetched_at)
from core.articles as articles
join raw.pages as pages using (page_id);
