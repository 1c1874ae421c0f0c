"""Two reports → whether they tell of one occasion, and how surely: by days, people and place, in no language."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from items import CENTRAL_ASIA
from warehouse.names import same_place
from warehouse.occasions import (
    LATE,
    NOTICE,
    PUT_OFF,
    REACH,
    SLACK,
    VISIT_BEFORE,
    VISIT_SPAN,
    Report,
    matched,
    moved,
)

#: How the days of two reports stand to each other: one day; as far as they are known, it may be one; a day is unknown;
#: the later day may be that to which the occasion was put off.
SAME_DAY, MAY_BE, UNKNOWN, PUT_OFF_TO = 3, 2, 1, 0
#: Reports of one nameless occasion are published at most so far apart.
TOGETHER = timedelta(days=3)


class Tie(NamedTuple):
    """Why two reports may be of one occasion; the greater, the surer."""

    #: False where they are one only if neither has another candidate.
    is_sure: bool
    closeness: int
    people: int
    place: bool
    #: Whether both name the same sides.
    sides: bool
    #: Days between their publications, negative.
    nearness: int


def same_occasion(a: Report, b: Report) -> bool:
    """Whether two reports tell of one occasion, as far as these two alone can tell."""
    return likeness(a, b) is not None


def likeness(a: Report, b: Report) -> Tie | None:
    """How surely two reports tell of one occasion; None where they don't or it can't be told."""
    if a.type != b.type or not _of_one_state(a, b):
        return None
    close = closeness(a, b)
    if close is None or (a.outlet, a.identity) == (b.outlet, b.identity):
        return None
    people, place = matched(a.participants, b.participants), same_place(a.place, b.place)
    if _other_people(a, b, people) or _other_travellers(a, b, people) or _other_sorts(a, b):
        return None
    if close and _one_story(a, b) and (people or (a.main and b.main)):
        return Tie(True, 4, len(people), bool(place), a.sides == b.sides, 0)
    judge = _talks if a.type in ("meeting", "call") else _occasion
    sure = judge(a, b, close, people, place)
    if sure is None or (_with_ceremony(a, b) and close != SAME_DAY):
        return None
    sure = sure and not _with_ceremony(a, b)
    apart = abs((a.published_on - b.published_on).days) if a.published_on and b.published_on else 0
    return Tie(sure, close, len(people), bool(place), a.sides == b.sides, -apart)


def contradict(a: Report, b: Report) -> bool:
    """Whether two reports can't be of one occasion, whatever a third says and whatever their days.

    One article tells of an occasion once. What is between Pakistan and one state is nothing between it and another.
    Talks have the same people on each side for which both name somebody; but in what the headlines of one story in two
    languages are about, names may be written in two ways that we can't match.
    """
    if a.type != b.type or (a.outlet, a.identity) == (b.outlet, b.identity) or not _of_one_state(a, b):
        return True
    return _other_people(a, b, None) or _other_sorts(a, b)


def _of_one_state(a: Report, b: Report) -> bool:
    return any(side in CENTRAL_ASIA for side in a.sides if side in b.sides)


def _other_sorts(a: Report, b: Report) -> bool:
    """Whether forums are two things: a session is no exhibition, but either may open with a ceremony."""
    sorts = {a.forum_sort, b.forum_sort} - {None, "ceremony"}
    return len(sorts) > 1


def _with_ceremony(a: Report, b: Report) -> bool:
    """Whether one of two forums is a ceremony and the other something else, which may have opened with it."""
    sorts = {a.forum_sort, b.forum_sort}
    return len(sorts) == 2 and "ceremony" in sorts and None not in sorts


def _other_travellers(a: Report, b: Report, people: list[str | None]) -> bool:
    """Whether visits are others' to the same host: travellers come first, and of their state nobody is in both."""
    if a.type != "visit" or not a.participants or not b.participants:
        return False
    side = a.participants[0].country
    return side is not None and side == b.participants[0].country and bool(people) and side not in people


def _other_people(a: Report, b: Report, people: list[str | None] | None) -> bool:
    """Whether talks are with others; `people` are the sides of those who are in both, where that is known already."""
    both = a.named & b.named
    if a.type not in ("meeting", "call") or not both or (_one_story(a, b) and a.main and b.main):
        return False
    return bool(both - set(matched(a.participants, b.participants) if people is None else people))


def days_conflict(a: Report, b: Report) -> bool:
    """Whether two reports give days that can't be one: a third may say that the occasion was put off."""
    known = (a.days or a.status == "held") and (b.days or b.status == "held") and (a.days or b.days)
    return bool(known and not closeness(a, b))


def may_be_put_off(a: Report, b: Report) -> bool:
    """Whether of two days the earlier may have been given up for the later, once a postponement is told."""
    if not a.days or not b.days:
        return False
    early, late = sorted((a, b), key=lambda report: report.days or ())
    return early.status in ("planned", "postponed") and _gap(early, late) <= PUT_OFF


def closeness(a: Report, b: Report) -> int | None:
    """How the days of two reports stand to each other; None: they are not of one occasion."""
    if (days := a.days) and (others := b.days):
        if a.date == b.date and _single(a):
            return SAME_DAY
        if days[0] <= others[1] and others[0] <= days[1]:
            return MAY_BE if _told_before(a, b) and _told_before(b, a) else None
        if a.type == b.type == "visit" and _single(a) and _single(b) and abs(days[0] - others[0]) <= VISIT_SPAN:
            return MAY_BE
        if _begun_before(a, b) or _begun_before(b, a):
            return UNKNOWN
        return PUT_OFF_TO if _put_off(a, b) else None
    if not a.days and not b.days:
        return UNKNOWN if _published_within(a, b, REACH) else None
    dated, undated = (a, b) if a.days else (b, a)
    return _undated(undated, dated)


def _undated(undated: Report, dated: Report) -> int | None:
    if undated.published_on is None or dated.days is None:
        return None
    told, (first, last) = undated.published_on, dated.days
    if undated.status == "held":
        return UNKNOWN if moved(told, -REACH) <= last and first <= moved(told, SLACK) else None
    if undated.status == "planned":
        return UNKNOWN if moved(told, -2 * SLACK) <= last and first <= moved(told, REACH) else None
    if dated.status != "held":
        return UNKNOWN if moved(told, -REACH) <= last and first <= moved(told, NOTICE) else None
    is_after = undated.status == "postponed" and _published_in_order(undated, dated)
    return PUT_OFF_TO if is_after and moved(told, -SLACK) <= first <= moved(told, PUT_OFF) else None


def _put_off(a: Report, b: Report) -> bool:
    """Whether the later of two days may be that to which the occasion was moved, by what these two say."""
    early, late = sorted((a, b), key=lambda report: report.days or ())
    if late.status == "cancelled" or not _published_in_order(early, late):
        return False
    if early.status == "planned":
        return (late.status == "held" and _gap(early, late) <= LATE) or (
            late.status == "postponed" and _gap(early, late) <= PUT_OFF
        )
    return early.status == "postponed" and _gap(early, late) <= PUT_OFF


def _begun_before(vague: Report, full: Report) -> bool:
    """Whether a visit that is told by its month alone may be one that began shortly before, in the month before."""
    month, day, told = vague.days, full.days, vague.published_on
    if vague.type != "visit" or vague.status != "held" or _single(vague) or not month or not day or not told:
        return False
    return day[0] < month[0] <= told and day[0] >= moved(told, -VISIT_BEFORE)


def _talks(a: Report, b: Report, close: int, people: list[str | None], place: bool | None) -> bool | None:
    """True: sure; False: if neither has another candidate; None: no sign that they are one."""
    states = len({country for country in people if country})
    if close == PUT_OFF_TO:
        return False if states >= 2 and place is not False else None
    if states >= 2:
        return close == SAME_DAY or place is not False
    if close == SAME_DAY and people:
        return True if place is not False else None
    if close == SAME_DAY:
        return False if place and not a.named & b.named else None
    if not people or not place or not _published_within(a, b, REACH):
        return None
    # "The prime minister will meet the president this month" is the meeting that is told in full; two vague reports
    # are nothing, nor is a vague one of talks that were held.
    vague, full = sorted((a, b), key=lambda report: len(report.named))
    return False if vague.status == "planned" and len(full.named) > 1 else None


def _occasion(a: Report, b: Report, close: int, people: list[str | None], place: bool | None) -> bool | None:
    """The same for visits, forums and signings: some people, not all, stand in each report."""
    if not people:
        return False if _one_nameless(a, b, close, place) or _same_delegation(a, b, place) else None
    everybody = len(people) == min(len(a.participants), len(b.participants))
    if close == PUT_OFF_TO:
        return False if everybody and place is not False else None
    if close == SAME_DAY:
        return True if a.type == "visit" or place is not False else None
    if place is False:
        return None
    if a.type == "visit":
        return True if everybody or close == MAY_BE else None
    return (len(people) > 1 or None) if not everybody else len(people) > 1 or bool(place)


def _one_nameless(a: Report, b: Report, close: int, place: bool | None) -> bool:
    """Whether an occasion of which one report names nobody may be that of another."""
    nobody_in_one, nobody = not a.participants or not b.participants, not a.participants and not b.participants
    if close == PUT_OFF_TO:
        return nobody and bool(place) and a.sides == b.sides and "postponed" in (a.status, b.status)
    if not nobody_in_one:
        return close == SAME_DAY and bool(place) and a.type != "visit" and not a.named & b.named
    if close == SAME_DAY and place:
        return True
    same_sides = set(a.sides) <= set(b.sides) or set(b.sides) <= set(a.sides)
    if place is False or not same_sides or not _published_within(a, b, REACH):
        return False
    together, is_visit = _published_within(a, b, TOGETHER), a.type == "visit"
    is_near = together or (close == MAY_BE and a.sides == b.sides)
    if place and not is_visit and is_near and (close == MAY_BE or a.status == b.status):
        return True
    is_plan_and_outcome = {a.status, b.status} == {"planned", "held"}
    is_told_well = close >= MAY_BE if is_visit else a.forum_sort is not None and a.forum_sort == b.forum_sort
    where = nobody or bool(place) or is_told_well
    return where and (together or is_plan_and_outcome) and _akin(a, b, together=together)


def _same_delegation(a: Report, b: Report, place: bool | None) -> bool:
    """Whether two visits of which each names other travellers may be one: one's leader is in the other's article."""
    if a.type != "visit" or place is False or not _published_within(a, b, REACH):
        return False
    return any(
        one.participants and matched(one.participants[:1], other.company) and a.sides == b.sides
        for one, other in ((a, b), (b, a))
    )


def _akin(a: Report, b: Report, *, together: bool) -> bool:
    """Whether two articles tell of one affair: they have somebody of Central Asia in common.

    Of what is between the same two states and told within days, anybody is enough.
    """
    common = matched(a.participants + a.company, b.participants + b.company)
    return any(side in CENTRAL_ASIA for side in common) or (bool(common) and together and a.sides == b.sides)


def _one_story(a: Report, b: Report) -> bool:
    """Whether two articles are one story in two languages, by what one of their pages declares."""
    return a.outlet == b.outlet and (a.identity in b.twins or b.identity in a.twins)


def _told_before(vague: Report, other: Report) -> bool:
    """Whether the day of `other` may be that of `vague`: what was held by its report is not after it."""
    days, told = other.days, vague.published_on
    if vague.status != "held" or vague.type == "visit" or _single(vague) or not told or not days:
        return True
    return days[0] <= moved(told, SLACK)


def _single(report: Report) -> bool:
    return report.date is not None and len(report.date) == 10


def _gap(early: Report, late: Report) -> timedelta:
    """Days from the end of the earlier to the beginning of the later; both are dated."""
    ended, began = early.days, late.days
    return began[0] - ended[1] if began and ended else timedelta.max


def _published_in_order(early: Report, late: Report) -> bool:
    return not (early.published_at and late.published_at) or early.published_at <= late.published_at


def _published_within(a: Report, b: Report, most: timedelta) -> bool:
    return bool(a.published_at and b.published_at and abs(a.published_at - b.published_at) <= most)
