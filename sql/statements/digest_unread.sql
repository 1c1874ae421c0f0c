-- Outlets that are not whole, and such with times since a moment of which items may have been missed.
select
    outlets.name,
    verdicts.verdict,
    verdicts.since,
    verdicts.detail,
    coalesce(missed.gaps, '[]') as gaps
from raw.outlets as outlets
left join raw.verdicts as verdicts on verdicts.outlet = outlets.outlet and verdicts.severity = 'fail'
left join lateral (
    select
        jsonb_agg(
            jsonb_build_object('from_at', gaps.from_at, 'to_at', gaps.to_at, 'reason', gaps.reason)
            order by gaps.noticed_at, gaps.listing
        ) as gaps
    from analysis.gaps as gaps
    where gaps.outlet = outlets.outlet and gaps.noticed_at > %(since)s
) as missed on true
where outlets.watched and (verdicts.verdict is not null or missed.gaps is not null)
order by outlets.name;
