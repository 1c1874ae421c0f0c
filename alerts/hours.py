"""Hours of a reader's day → the moment at which a message may reach him: digests, quiet hours, whatever the zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Days as a file has them, in the order of date.weekday().
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
#: Days after which quiet hours that follow one another count as without end.
LONGEST_QUIET = 14


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """Hours in which nothing is sent: from `begins` on each of `days` until the next `ends`.

    Where `ends` is not after `begins` they last into the next day; `ends` None is the day's end.
    """

    begins: time
    ends: time | None
    zone: ZoneInfo
    #: Days on which they begin, as date.weekday() has them.
    days: frozenset[int] = frozenset(range(7))

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """Beginning and end, in UTC, of the quiet hours that begin on `day`; None where none do."""
        if day.weekday() not in self.days:
            return None
        over_midnight = self.ends is None or self.ends <= self.begins
        return (
            moment(day, self.begins, self.zone),
            moment(day + DAY if over_midnight else day, self.ends or time(0), self.zone),
        )


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When the clocks of `zone` show `clock` on `day`, in UTC.

    Where they are put forward over it, as much later as they are put forward; where they show it twice, the first time.
    """
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def after_quiet(at: datetime, quiet: Sequence[QuietHours]) -> datetime:
    """`at` where no quiet hours cover it, else their end, or the end of those that follow on it."""
    limit = at + LONGEST_QUIET * DAY
    while at < limit:
        ends = [end for begin, end in _around(at, quiet) if begin <= at < end]
        if not ends:
            return at
        at = max(ends)
    return at


def is_quiet(at: datetime, quiet: Sequence[QuietHours]) -> bool:
    """Whether quiet hours cover `at`."""
    return after_quiet(at, quiet) != at


def never_end(quiet: Sequence[QuietHours]) -> bool:
    """Whether quiet hours leave no hour of a week in which something may be sent."""
    anyday = datetime(2025, 1, 6, tzinfo=UTC)
    return after_quiet(anyday, quiet) >= anyday + LONGEST_QUIET * DAY


def next_hour(now: datetime, zone: ZoneInfo, quiet: Sequence[QuietHours]) -> datetime:
    """The first full hour of `zone` after `now`, or the end of the quiet hours that cover it."""
    local = now.astimezone(zone)
    begun = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return after_quiet(begun + timedelta(hours=1), quiet)


def next_digest(now: datetime, clock: time, zone: ZoneInfo, quiet: Sequence[QuietHours]) -> datetime:
    """The first `clock` of `zone` after `now` that is not in quiet hours; where all are, the end of those."""
    today = now.astimezone(zone).date()
    coming = [at for days in range(-1, LONGEST_QUIET) if (at := moment(today + days * DAY, clock, zone)) > now]
    return next((at for at in coming if not is_quiet(at, quiet)), after_quiet(coming[0], quiet))


def last_digest(now: datetime, clock: time, zone: ZoneInfo, quiet: Sequence[QuietHours]) -> datetime:
    """The latest moment, not after `now`, for which a digest was due."""
    at = next_digest(now - LONGEST_QUIET * DAY, clock, zone, quiet)
    while (following := next_digest(at, clock, zone, quiet)) <= now:
        at = following
    return at


def _around(at: datetime, quiet: Sequence[QuietHours]) -> list[tuple[datetime, datetime]]:
    found = []
    for hours in quiet:
        today = at.astimezone(hours.zone).date()
        found += [span for days in (-1, 0) if (span := hours.on(today + days * DAY))]
    return found
