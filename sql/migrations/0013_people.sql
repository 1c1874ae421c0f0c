-- People and bodies: who the names in reports mean, under which spellings and in which offices they are known.
create sequence core.party_ids;

create table core.parties (
    kind             text not null check (kind in ('person', 'body')),
    party_id         bigint not null default nextval('core.party_ids'),
    name             text not null check (name <> ''),
    country          char(2),
    wikidata         text,
    source           text not null check (source in ('lexicon', 'report', 'analyst')),
    is_named         boolean not null default false,
    created_at       timestamptz not null,
    reviewed_at      timestamptz,
    merged_into      bigint,
    withdrawn_at     timestamptz,
    primary key (kind, party_id)
) partition by list (kind);
alter sequence core.party_ids owned by core.parties.party_id;
create table core.people partition of core.parties (unique (party_id)) for values in ('person');
create table core.bodies partition of core.parties (unique (party_id)) for values in ('body');
comment on table core.parties is 'Whoever takes part in events. Its parts are core.people and core.bodies; no id is used twice.';
comment on table core.people is 'Persons, one row each, under whatever spellings they are printed.';
comment on table core.bodies is 'Chambers, companies, ministries, universities, one row each.';
comment on column core.parties.source is 'lexicon: from the reviewed word lists; report: first met in a report; analyst: made by a decision.';
comment on column core.parties.is_named is 'True where an analyst chose the name: nothing else changes it.';
comment on column core.parties.reviewed_at is 'When an analyst confirmed one that was met in reports; null where nobody did.';
comment on column core.parties.merged_into is 'Whom this one turned out to be.';
comment on column core.parties.withdrawn_at is 'When no report named one any more who was met in reports.';

create table core.aliases (
    alias_id    bigint generated always as identity primary key,
    kind        text not null check (kind in ('person', 'body')),
    name        text not null check (name <> ''),
    country     char(2),
    script      text not null check (script in ('latin', 'cyrillic', 'arabic', 'other')),
    keys        text[] not null,
    part_keys   text[] not null,
    source      text not null check (source in ('lexicon', 'report', 'analyst')),
    party_id    bigint,
    candidates  bigint[],
    is_stale    boolean not null default true,
    foreign key (kind, party_id) references core.parties (kind, party_id),
    check (source = 'report' or party_id is not null)
);
create unique index aliases_of_reports on core.aliases (name, kind, coalesce(country, '')) where source = 'report';
create unique index aliases_given on core.aliases (party_id, name, coalesce(country, ''), source) where source <> 'report';
create index aliases_by_party on core.aliases (party_id);
create index aliases_by_key on core.aliases using gin (keys);
create index aliases_by_part on core.aliases using gin (part_keys);
create index aliases_stale on core.aliases (alias_id) where is_stale;
comment on table core.aliases is 'Spellings of names: those that are given (by the lexicon or an analyst) and those that reports print, each with its side.';
comment on column core.aliases.keys is 'How the name sounds (sounds.keys): names that are alike have one in common.';
comment on column core.aliases.part_keys is 'How each of its parts sounds (sounds.part_keys): for family names that stand alone.';
comment on column core.aliases.party_id is 'Whom it means; null where the name alone does not tell.';
comment on column core.aliases.candidates is 'Whom it may mean, where there are several.';
comment on column core.aliases.is_stale is 'Of those that reports print: true until it is decided (again) whom it means.';

create table core.offices_held (
    office_id   bigint generated always as identity primary key,
    person_id   bigint not null references core.people (party_id),
    office      text not null check (office <> ''),
    country     char(2),
    since       date,
    until       date,
    source      text not null check (source in ('lexicon', 'report', 'analyst')),
    report_id   bigint references core.event_reports on delete set null,
    reports     integer
);
create unique index offices_of_person on core.offices_held (person_id, source, office, coalesce(since, '-infinity'));
create index offices_by_report on core.offices_held (report_id) where report_id is not null;
comment on table core.offices_held is 'Who held which office from day to day. Of the source report: the first and last day on which reports show him in it.';
comment on column core.offices_held.report_id is 'Of the source report: the first report that shows it.';
comment on column core.offices_held.reports is 'Of the source report: how many show it.';

create table core.party_decisions (
    decision_id  bigint generated always as identity primary key,
    decision     text not null check (decision in ('merge', 'split', 'rename', 'review')),
    party_id     bigint not null,
    other_id     bigint,
    name         text,
    country      char(2),
    office       text,
    made_by      text not null check (made_by <> ''),
    made_at      timestamptz not null,
    reason       text not null check (reason <> '')
);
create index decisions_by_party on core.party_decisions (party_id);
comment on table core.party_decisions is 'What analysts decided about people and bodies; every later run respects it.';
comment on column core.party_decisions.party_id is 'Whom it is about: who stays (merge), from whom a name is taken (split), who is renamed or confirmed.';
comment on column core.party_decisions.other_id is 'Who was merged into him, or to whom the name was given.';
comment on column core.party_decisions.name is 'The new name, or the printed name that was taken away.';

create table core.lexicon_kept (
    name    text primary key,
    digest  text not null
);
comment on table core.lexicon_kept is 'What of the lexicon the warehouse is in step with.';

alter table core.report_participants
    add column person_id bigint references core.people (party_id),
    add column body_id bigint references core.bodies (party_id),
    add column who_score real check (who_score between 0 and 1),
    add column who_reason text,
    add column who_candidates bigint[],
    add column is_identified boolean not null default false,
    add check (person_id is null or kind = 'person'),
    add check (body_id is null or kind = 'body');
create index participants_unidentified on core.report_participants (report_id) where not is_identified;
create index participants_by_name on core.report_participants (name, kind);
create index participants_by_person on core.report_participants (person_id, office) where person_id is not null;
create index participants_by_body on core.report_participants (body_id) where body_id is not null;
comment on column core.report_participants.person_id is 'Whom the name means, of persons; null where that is not certain.';
comment on column core.report_participants.body_id is 'The same of bodies.';
comment on column core.report_participants.who_score is 'How alike the name is to a known spelling, from 0 to 1.';
comment on column core.report_participants.who_reason is 'Why he is taken for that person, or why for none, in words.';
comment on column core.report_participants.who_candidates is 'Whom the name may mean, where there are several.';

alter table core.event_participants
    add column printed text,
    add column person_id bigint references core.people (party_id),
    add column body_id bigint references core.bodies (party_id);
update core.event_participants set printed = name;
alter table core.event_participants alter column printed set not null;
create index event_participants_by_person on core.event_participants (person_id) where person_id is not null;
create index event_participants_by_body on core.event_participants (body_id) where body_id is not null;
comment on column core.event_participants.name is 'The name of the person or body in core.people or core.bodies; where nobody was identified, as it is printed.';
comment on column core.event_participants.printed is 'The name as the report prints it that was taken.';
