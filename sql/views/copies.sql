-- Articles that print what another outlet prints too: who printed it first, and which sentences are the article's own.
create or replace view analysis.copies as
select
    copies.article_id,
    outlets.outlet,
    outlets.name as outlet_name,
    articles.url,
    articles.headline,
    articles.language,
    articles.published_at,
    copies.first_id as first_article_id,
    first_outlets.name as first_outlet_name,
    firsts.url as first_url,
    firsts.published_at as first_published_at,
    copies.basis,
    copies.other_id as compared_article_id,
    compared.url as compared_url,
    copies.share,
    copies.counts_as <> copies.article_id as is_counted_with_another,
    jsonb_array_length(copies.own) as own_sentence_count,
    array(select passage ->> 'text' from jsonb_array_elements(copies.own) as passage) as own_sentences,
    array(select passage ->> 'text' from jsonb_array_elements(copies.shared) as passage) as shared_sentences,
    copies.own as own_evidence,
    copies.shared as shared_evidence,
    engagements.relevant
from core.copies as copies
join core.articles as articles using (article_id)
join raw.outlets as outlets using (outlet)
join core.engagements as engagements using (article_id)
join core.articles as compared on compared.article_id = copies.other_id
left join core.articles as firsts on firsts.article_id = copies.first_id
left join raw.outlets as first_outlets on first_outlets.outlet = firsts.outlet;

comment on view analysis.copies is 'Articles whose text is for the most part also printed by another outlet within seven days, such as reprints of an agency; whoever printed it first is not among them.';
comment on column analysis.copies.article_id is 'The copy; a relevant one stands in analysis.engagements.';
comment on column analysis.copies.outlet is 'Its news site, by its short name.';
comment on column analysis.copies.outlet_name is 'Its news site, as it is written.';
comment on column analysis.copies.url is 'Its address.';
comment on column analysis.copies.headline is 'Its headline.';
comment on column analysis.copies.language is 'Its language (ISO 639-1); only articles of one language are compared.';
comment on column analysis.copies.published_at is 'When it was published; null where the page does not say.';
comment on column analysis.copies.first_article_id is 'The article that printed the text first, of those that the warehouse holds; null where that can''t be told, and then each of them stands here.';
comment on column analysis.copies.first_outlet_name is 'Who printed it first.';
comment on column analysis.copies.first_url is 'Where.';
comment on column analysis.copies.first_published_at is 'When, as far as the page says.';
comment on column analysis.copies.basis is 'How it is known who was first: dateline (it is the agency that a dateline names) or earliest (it was published before the others); null where it is not known.';
comment on column analysis.copies.compared_article_id is 'The article with which the sentences were compared: the first, or where that is not known the likest.';
comment on column analysis.copies.compared_url is 'Its address.';
comment on column analysis.copies.share is 'Share of the copy''s words that stand in that article, in runs of at least four.';
comment on column analysis.copies.is_counted_with_another is 'Whether its reports are no independent ones: half of its words or more are taken over from an article that counts for both.';
comment on column analysis.copies.own_sentence_count is 'Sentences that the copy added or wrote anew; 0: a mere reprint.';
comment on column analysis.copies.own_sentences is 'These sentences, word for word.';
comment on column analysis.copies.shared_sentences is 'Sentences that are taken over, by most of their words.';
comment on column analysis.copies.own_evidence is 'Its own sentences with their offsets in headline, blank line, paragraphs.';
comment on column analysis.copies.shared_evidence is 'The sentences taken over with their offsets.';
comment on column analysis.copies.relevant is 'Whether the article is about dealings between Pakistan and Central Asia.';
