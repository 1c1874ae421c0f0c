-- What of the lexicon the warehouse is in step with.
select digest
from core.lexicon_kept
where name = 'parties';
