-- Outlets that are official by their file and were not, or the other way round.
select outlets.outlet
from raw.outlets as outlets
join unnest(%(outlets)s::text[], %(official)s::boolean[]) as asked (outlet, official) using (outlet)
where outlets.official <> asked.official
order by outlets.outlet;
