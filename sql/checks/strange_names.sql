-- warn: Participants whose name holds digits, is longer than 80 characters or is one shouted word of more than four
-- letters: a headline or a caption was taken for a name. Mend the rule by which the passage was read.
select
    participants.report_id,
    participants.name,
    articles.url
from core.report_participants as participants
join core.event_reports as reports using (report_id)
join core.articles as articles using (article_id)
where
    participants.kind = 'person'
    and (
        participants.name ~ '[0-9]'
        or length(participants.name) > 80
        or (participants.name ~ '^[[:upper:]]{5,}$')
    )
order by participants.report_id, participants.position;
