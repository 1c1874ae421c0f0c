"""Reports of an article as read → rows as they are kept, and which of the rows that are held they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from items import Article, EventReport, Facts, Participant, Passage
from warehouse.likeness import likeness
from warehouse.occasions import Party, Report, same_party, sides_of, window
from warehouse.rows import clean

#: A report's fields as `core.event_reports` has them, with its participants as a list.
Content = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class HeldReport:
    """A report that is held."""

    report_id: int
    event_id: int | None
    position: int
    content: Content


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is to be done for the held reports to be those that were read; positions are those of the new ones."""

    kept: list[tuple[HeldReport, int]]
    changed: list[tuple[HeldReport, int]]
    added: list[int]
    removed: list[HeldReport]


def held_report(found: dict[str, Any]) -> HeldReport:
    """A row of the statement reports_of_articles as a report that is held."""
    content = {name: value for name, value in found.items() if name not in ("report_id", "event_id", "position")}
    del content["article_id"]
    return HeldReport(
        report_id=found["report_id"], event_id=found["event_id"], position=found["position"], content=content
    )


def contents(article: Article, facts: Facts, identity: str) -> list[Content]:
    """What is kept of each report; only relevant articles have any."""
    if not facts.engagement.relevant:
        return []
    return [_content(article, facts, identity, report) for report in facts.reports]


def passage(found: Passage) -> dict[str, Any]:
    """A passage as the tables keep it."""
    return {"text": found.text, "start": found.start, "end": found.end}


def day_and_precision(text: str | None) -> tuple[date | None, str | None]:
    """YYYY-MM-DD or YYYY-MM → a day (the month's first) and how precise it is; None → None, None."""
    if text is None:
        return None, None
    return (date.fromisoformat(text), "day") if len(text) == 10 else (date.fromisoformat(f"{text}-01"), "month")


def day_text(day: date | None, precision: str | None) -> str | None:
    """The reverse of `day_and_precision`."""
    if day is None:
        return None
    return day.isoformat()[:7] if precision == "month" else day.isoformat()


def changes(held: Sequence[HeldReport], read: Sequence[Content], *, same_page: bool) -> Changes:
    """Pair what is held with what was read, so that a report keeps its row, and with it its event.

    Equal ones are kept. Then those are paired that tell of one occasion, or of the same people. Where the same page was
    read again by a better reader, what is left is paired by type: it is the same text, only better understood. In an
    edited text it may be another occasion, which deserves an alert of its own.
    """
    old, new = list(held), dict(enumerate(read))
    kept = _pair(old, new, lambda report, content: report.content == content)
    changed = _pair(old, new, lambda report, content: _one_occasion(report.content, content))
    changed += _pair(old, new, lambda report, content: _same_people(report.content, content))
    if same_page:
        changed += _pair(old, new, lambda report, content: bool(report.content["type"] == content["type"]))
    return Changes(kept=kept, changed=changed, added=sorted(new), removed=old)


def _pair(
    old: list[HeldReport], new: dict[int, Content], same: Callable[[HeldReport, Content], bool]
) -> list[tuple[HeldReport, int]]:
    """Pairs in order; both sides lose what was paired."""
    pairs = []
    for report in list(old):
        position = next((position for position, content in new.items() if same(report, content)), None)
        if position is not None:
            old.remove(report)
            del new[position]
            pairs.append((report, position))
    return pairs


def _content(article: Article, facts: Facts, identity: str, report: EventReport) -> Content:
    seated = (participant.country for participant in report.participants)
    sides = sides_of(facts.engagement.countries, seated, report.states)
    day, precision = day_and_precision(report.date)
    days = window(
        Report(
            id=0,
            type=report.type,
            status=report.status,
            date=report.date,
            place=report.place,
            sides=sides,
            participants=(),
            published_at=article.published_at,
            outlet=article.outlet,
            identity=identity,
        )
    )
    content: Content = clean(
        {
            "type": report.type,
            "status": report.status,
            "mode": report.mode,
            "event_date": day,
            "date_precision": precision,
            "place": report.place,
            "sides": list(sides),
            "earliest_date": days[0] if days else None,
            "latest_date": days[1] if days else None,
            "is_main": report.main,
            "forum_sort": report.forum_sort,
            "evidence": [passage(found) for found in report.evidence],
            "participants": [_participant(participant) for participant in report.participants],
        }
    )
    return content


def _participant(participant: Participant) -> dict[str, Any]:
    fields = asdict(participant)
    return {
        "name": fields["name"],
        "kind": fields["kind"],
        "country": fields["country"],
        "office": fields["office"],
        "is_inferred": fields["inferred"],
        "evidence": passage(participant.evidence),
    }


def _one_occasion(held: Content, read: Content) -> bool:
    return likeness(_as_report(held, "held"), _as_report(read, "read")) is not None


def _same_people(held: Content, read: Content) -> bool:
    """Whether all participants are the same; a corrected date or place does not make it another occasion."""
    one, other = _as_report(held, "held").participants, list(_as_report(read, "read").participants)
    if held["type"] != read["type"] or not one or len(one) != len(other):
        return False
    return all(any(same_party(party, candidate) for candidate in other) for party in one)


def _as_report(content: Content, identity: str) -> Report:
    report = Report(
        id=0,
        type=content["type"],
        status=content["status"],
        date=day_text(content["event_date"], content["date_precision"]),
        place=content["place"],
        sides=tuple(content["sides"]),
        participants=parties(content["participants"]),
        published_at=None,
        outlet="",
        identity=identity,
    )
    return replace(report, mode=content["mode"], forum_sort=content["forum_sort"])


def parties(participants: Sequence[dict[str, Any]]) -> tuple[Party, ...]:
    """Participants as the tables keep them → as far as they tell occasions apart."""
    return tuple(
        Party(
            name=party["name"],
            country=party["country"],
            office=party["office"],
            kind=party["kind"],
            who=party.get("who"),
        )
        for party in participants
    )
