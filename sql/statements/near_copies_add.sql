-- Near-copies, each pair in both directions.
insert into core.near_copies (article_id, other_id, share, common_words)
select
    article_id,
    other_id,
    share,
    common_words
from jsonb_to_recordset(%(pairs)s) as found (article_id bigint, other_id bigint, share real, common_words integer)
order by article_id, other_id;
