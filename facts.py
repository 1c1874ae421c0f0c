"""An article and its facts → what `corridor show` and `corridor label` print: JSON objects, an explanation in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from items import Agreement, Article, EventReport, Facts, Figure, Participant, Passage

if TYPE_CHECKING:
    from parsers.explanation import Event, Explanation, Known, Line, Present, Reckoned


def shown(article: Article, facts: Facts) -> dict[str, Any]:
    """Everything that was read of `article`, each fact with its evidence and the evidence's offsets in the text."""
    engagement = facts.engagement
    return {
        "article": {
            "url": article.url,
            "outlet": article.outlet,
            "headline": article.headline,
            "body": list(article.body),
            "author": article.author,
            "published_at": article.published_at.isoformat() if article.published_at else None,
            "published_precision": article.published_precision,
            "language": article.language,
            "dateline": _dateline(article),
            "rules": dict(article.rules),
            "links": [asdict(link) for link in article.links],
        },
        "relevant": engagement.relevant,
        "score": round(engagement.score, 3),
        "reasons": list(engagement.reasons),
        "countries": list(engagement.countries),
        "sectors": list(engagement.sectors),
        "evidence": {fact: _passage(passage) for fact, passage in sorted(engagement.evidence.items())},
        "events": [_event(report) for report in facts.reports],
        "figures": [_figure(figure) | _proof(figure.evidence) for figure in facts.figures],
        "agreements": [_agreement(agreement) | _proof(agreement.evidence) for agreement in facts.agreements],
    }


def labelled(case: str, facts: Facts, clusters: list[str]) -> dict[str, Any]:
    """The facts in the form of the code book; `clusters` names the occasion of each report.

    For the code book an office-holder without a name is no participant.
    """
    reports = [
        replace(report, participants=tuple(who for who in report.participants if not who.inferred))
        for report in facts.reports
    ]
    return {
        "id": case,
        "relevant": facts.engagement.relevant,
        "countries": list(facts.engagement.countries),
        "sectors": list(facts.engagement.sectors),
        "events": [_event(report) | {"cluster": cluster} for report, cluster in zip(reports, clusters, strict=True)],
        "figures": [_figure(figure) for figure in facts.figures],
        "agreements": [_agreement(agreement) for agreement in facts.agreements],
    }


def _dateline(article: Article) -> dict[str, Any] | None:
    if (line := article.dateline) is None:
        return None
    day = line.day.isoformat() if line.day else None
    return {"text": line.text, "place": line.place, "agency": line.agency, "date": day}


def _event(report: EventReport) -> dict[str, Any]:
    return {
        "type": report.type,
        "status": report.status,
        "mode": report.mode,
        "forum_sort": report.forum_sort,
        "states": list(report.states),
        "date": report.date,
        "place": report.place,
        "participants": [_participant(participant) for participant in report.participants],
        "main": report.main,
        "evidence": [passage.text for passage in report.evidence],
        "evidence_spans": [[passage.start, passage.end] for passage in report.evidence],
    }


def _participant(participant: Participant) -> dict[str, Any]:
    return {
        "name": participant.name,
        "country": participant.country,
        "office": participant.office,
        "kind": participant.kind,
        "inferred": participant.inferred,
    } | _proof(participant.evidence)


def _figure(figure: Figure) -> dict[str, Any]:
    amount = int(figure.amount) if figure.amount == int(figure.amount) else figure.amount
    return {"amount": amount, "unit": figure.unit, "role": figure.role, "of": figure.of}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {"title": agreement.title, "status": agreement.status}


def _proof(passage: Passage) -> dict[str, Any]:
    return {"evidence": [passage.text], "evidence_spans": [[passage.start, passage.end]]}


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


# --- how an article was read, in words --------------------------------------------------------------------------------

#: Columns in which the lines of an explanation begin, and characters of a phrase that are shown.
_INDENT = 2
_LABEL = 11
_LONGEST_PHRASE = 60


def in_words(how: Explanation, width: int = 110) -> str:
    """The explanation for a reader; headings stand at the beginning of their lines, all else is indented."""
    parts = (_head(how), _engagement(how), _people(how), _text(how), _events(how), _found(how))
    return "\n".join(line for part in parts for start, text in part for line in _wrapped(start, text, width))


#: What stands at the beginning of a line, and the text that is broken behind it.
_Lines = Iterator[tuple[str, str]]


def _wrapped(start: str, text: str, width: int) -> list[str]:
    if not text:
        return [start.rstrip()]
    room = textwrap.TextWrapper(
        width, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False, break_long_words=False
    )
    return room.wrap(text) or [start.rstrip()]


def _item(label: str, text: str, depth: int = 1) -> tuple[str, str]:
    return " " * _INDENT * depth + label.ljust(_LABEL), text


def _head(how: Explanation) -> _Lines:
    yield how.headline or "(no headline)", ""
    yield _item("outlet", how.outlet or "not known")
    if how.url:
        yield _item("address", how.url)
    yield _item("published", _reckoned(how.published))
    yield _item("day", _reckoned(how.day))
    yield _item("place", _reckoned(how.place))


def _engagement(how: Explanation) -> _Lines:
    yield "", ""
    sides = ", ".join(f"{it.value} [{it.sentence}]" for it in how.countries)
    verdict = f"relevant, with {sides}" if how.relevant else "not relevant"
    yield f"Engagement: {verdict}; score {how.score:.2f}, needed {how.threshold:.2f}", ""
    for reason in how.reasons:
        yield _item("" if reason.weight is None else f"{reason.weight:+.2f}", reason.why)


def _people(how: Explanation) -> _Lines:
    if how.people:
        yield "", ""
        yield "People", ""
    for person in how.people:
        yield "  ", ", ".join(part for part in (person.name, person.country, person.office) if part)
        yield _item("known by", _how_known(person), 2)
        yield _item("passage", f"“{person.passage}”", 2)


def _how_known(person: Known) -> str:
    former = "; a former one" if person.former else ""
    return f"{_source(person.by)}; office {person.office_from}; side {person.side_from}{former}"


def _text(how: Explanation) -> _Lines:
    yield "", ""
    yield "Text", ""
    events = {event.number: event for event in how.events}
    for line in how.text:
        yield f"  {f'[{line.number}]':5}", line.text or "(no headline)"
        yield from _read_in(line, events)


def _read_in(line: Line, events: dict[int, Event]) -> _Lines:
    """What was found in one sentence, a line for each sort of thing."""
    if line.states:
        yield _item("states", ", ".join(line.states), 4)
    if line.present:
        yield _item("present", ", ".join(line.present), 4)
    if line.spoken_of:
        yield _item("spoken of", ", ".join(line.spoken_of), 4)
    for label, phrases in (("phrases", line.phrases), ("subject", line.subject)):
        if phrases:
            yield _item(label, "; ".join(f"{kind}: {_quoted(words)}" for kind, words in phrases.items()), 4)
    if line.events:
        yield _item("tells of", "; ".join(_told_here(events[number], line.number) for number in line.events), 4)
    for none in line.untold:
        yield _item("no event", f"{none.kind}: {_quoted((none.words,))}: {none.why}", 4)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(textwrap.shorten(word, _LONGEST_PHRASE, placeholder=" …") for word in words))


def _told_here(event: Event, number: int) -> str:
    again = "" if event.told_in[0] == number else ", again"
    return f"event {event.number}, {event.fields['type'].value} {event.fields['status'].value}{again}"


def _events(how: Explanation) -> _Lines:
    yield "", ""
    yield "Events" if how.events else "Events: none", ""
    for event in how.events:
        told = "".join(f"[{number}]" for number in event.told_in)
        yield "  ", f"event {event.number}, told in {told}{'; the headline is about it' if event.main else ''}"
        for name, field in event.fields.items():
            yield _item(name, _reckoned(field), 2)
        for number, who in enumerate(event.participants):
            yield _item("" if number else "who", _present(who), 2)


def _present(who: Present) -> str:
    side = f", {who.participant.country}" if who.participant.country else ""
    return f"{who.participant.name}{side}  ({_source(who)})"


def _found(how: Explanation) -> _Lines:
    figures = [(_in_figures(it.fact), it.sentence) for it in how.figures if isinstance(it.fact, Figure)]
    papers = [
        (f"{it.fact.title} ({it.fact.status})", it.sentence) for it in how.agreements if isinstance(it.fact, Agreement)
    ]
    sectors = [(it.value, it.sentence) for it in how.sectors]
    for heading, found in (("Figures", figures), ("Agreements", papers), ("Sectors", sectors)):
        if found:
            yield "", ""
            yield heading, ""
        for words, sentence in found:
            yield "  ", f"{words} [{sentence}]"


def _in_figures(figure: Figure) -> str:
    return f"{_figure(figure)['amount']:,} {figure.unit} ({figure.role}{f' of {figure.of}' if figure.of else ''})"


def _reckoned(it: Reckoned) -> str:
    return f"{it.value or '-'}  ({_source(it)})"


def _source(it: Reckoned | Present) -> str:
    return it.source if it.sentence is None else f"{it.source} [{it.sentence}]"
