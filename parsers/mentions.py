"""Persons and sentences → where each is spoken of: by name, by part of the name or by office alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from items import CENTRAL_ASIA
from parsers.name_spans import name_at
from parsers.names import Read
from parsers.person import Person
from parsers.tokens import Token

#: Word for a person → kinds of offices that it may stand for.
_ROLES = {
    "ambassador": {"ambassador"},
    "envoy": {"ambassador"},
    "diplomat": {"ambassador", "diplomat", "consul"},
    "premier": {"premier"},
    "pm": {"premier"},
    "minister": {"minister", "foreign_minister", "deputy_premier", "chief_minister"},
    "president": {"president"},
    "leader": {"president", "premier", "leader"},
    "speaker": {"speaker"},
    "chairman": {"chairman"},
    "chairperson": {"chairman"},
    "governor": {"governor"},
    "coas": {"army"},
    "sapm": {"assistant"},
    "adviser": {"assistant"},
    "advisor": {"assistant"},
    "consul": {"consul"},
    "secretary": {"secretary"},
    "rector": {"chief"},
    "commissioner": {"chief"},
    "director": {"chief"},
    "senator": {"senator", "chairman"},
    "head": {"president", "leader"},
}
_PLURAL = re.compile(
    r"\b(?:the\s+)?(?:two|both)\s+(?:[\w/-]+\s+){0,2}(?:sides|leaders|ministers|foreign\s+ministers|presidents|dignitaries|officials|prime\s+ministers|speakers|presiding\s+officers|of\s+them)\b|\bthe\s+(?:sides|parties)\b|\bBoth\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a person is spoken of: the characters of a sentence."""

    person: int
    start: int
    end: int
    #: By name, not by office.
    named: bool = True


@dataclass(frozen=True)
class Cast:
    """The persons of an article, and for each sentence its mentions in order."""

    persons: tuple[Person, ...]
    mentions: tuple[tuple[Mention, ...], ...]

    def sides(self, who: Sequence[int]) -> set[str | None]:
        """The sides for which these persons stand."""
        return {self.persons[number].country for number in who}

    def two_sided(self, who: Sequence[int]) -> bool:
        """Whether Pakistan and a Central Asian state both have someone among them."""
        sides = self.sides(who)
        return "PK" in sides and bool(sides & set(CENTRAL_ASIA))


def cast(told: Sequence[Read], found: Sequence[Person], home: str | None = None) -> Cast:
    """All mentions of `found`; `home` is the state whose press says "the minister" of its own."""
    parts: dict[str, list[int]] = {}
    for number, person in enumerate(found):
        words = [word.lower() for word in re.findall(r"[^\W\d_][\w’'-]*", person.name)]
        for word in dict.fromkeys([*words, *sorted(person.also)]):
            if len(word) > 2:
                parts.setdefault(word, []).append(number)
    #: Person → number of the mention in which he was last spoken of.
    seen: dict[int, int] = {}
    count = 0
    lines: list[tuple[Mention, ...]] = []
    for line in told:
        mentions = _named(line, parts, found)
        headline = frozenset(m.person for m in (lines[0] if lines else ()))
        mentions += _roles(line, mentions, found, seen, headline, home)
        mentions.sort(key=lambda mention: mention.start)
        for mention in mentions:
            count += 1
            seen[mention.person] = count
        lines.append(tuple(mentions))
    return Cast(tuple(found), tuple(lines))


def _named(line: Read, parts: dict[str, list[int]], found: Sequence[Person]) -> list[Mention]:
    mentions: list[Mention] = []
    told, at = line.tokens, 0
    while at < len(told):
        token = told[at]
        who = parts.get(token.plain) if token.is_capital else None
        if not who:
            at += 1
            continue
        run = [token.plain]
        while (
            at + len(run) < len(told)
            and told[at + len(run)].plain in parts
            and told[at + len(run)].is_capital
            and not told[at + len(run) - 1].is_possessive
        ):
            run.append(told[at + len(run)].plain)
        chosen = _chosen(run, who, found)
        if chosen is not None and not _beside_body(told, at, at + len(run)):
            mentions.append(Mention(chosen, token.start, told[at + len(run) - 1].end))
        at += len(run)
    return mentions


def _beside_body(told: Sequence[Token], first: int, after: int) -> bool:
    """Whether the words are part of a place's or body's name: "Sharif Medical City"."""
    return after < len(told) and told[after].plain in (
        "airport",
        "university",
        "mosque",
        "hospital",
        "road",
        "foundation",
        "monument",
        "trust",
        "house",
        "hall",
    )


def _chosen(run: list[str], who: list[int], found: Sequence[Person]) -> int | None:
    """The person meant by some words of a name: the one who has most of them; the family name decides."""
    candidates = set(who)
    best, top = None, (0.0, 0.0)
    for number in sorted(candidates):
        names = [word.lower() for word in re.findall(r"[^\W\d_][\w’'-]*", found[number].name)]
        hits = sum(word in names for word in run)
        points = (float(hits), 1.0 if names and run[-1] == names[-1] else 0.0)
        if points > top:
            best, top = number, points
        elif points == top and best is not None:
            best = best if not found[best].former else number
    return best


def _roles(
    line: Read,
    named: Sequence[Mention],
    found: Sequence[Person],
    seen: Mapping[int, int],
    headline: frozenset[int],
    home: str | None,
) -> list[Mention]:
    """Persons spoken of by their office alone, with "the" or "his" before it or a state."""
    mentions = _by_state(line, named, found, seen)
    for title in line.titles:
        start, end = line.tokens[title.first].start, line.tokens[title.after - 1].end
        roles = _ROLES.get(title.kind, {title.kind}) | {title.kind}
        beside = (mention for mention in named if mention.start - 3 <= end and start <= mention.end + 6)
        if any(found[mention.person].kinds & roles or not found[mention.person].kinds for mention in beside):
            continue
        if title.plural or title.former or not (title.definite or title.first == 0 or title.side):
            continue
        if title.capital and name_at(line.tokens, title.after):
            continue
        chosen = _holder(title.kind, title.side, title.topics, found, seen, headline, home)
        if chosen is not None:
            mentions.append(Mention(chosen, start, end, named=False))
    return mentions


#: "The Tajik general": the one of that state of whom the text told last.
_SOMEONE = frozenset(["general", "commander", "guest", "dignitary", "visitor", "official", "politician", "businessman"])


def _by_state(line: Read, named: Sequence[Mention], found: Sequence[Person], seen: Mapping[int, int]) -> list[Mention]:
    told, mentions = line.tokens, []
    for at in range(1, len(told) - 1):
        if not (told[at].is_country and told[at + 1].plain in _SOMEONE and told[at - 1].plain in ("the", "visiting")):
            continue
        of = [n for n in seen if found[n].country == told[at].state and not found[n].former]
        if of and not any(abs(mention.start - told[at + 1].end) < 6 for mention in named):
            best = max(of, key=lambda number: seen[number])
            mentions.append(Mention(best, told[at].start, told[at + 1].end, named=False))
    return mentions


def _holder(
    kind: str,
    side: str | None,
    topics: frozenset[str],
    found: Sequence[Person],
    seen: Mapping[int, int],
    headline: frozenset[int],
    home: str | None,
) -> int | None:
    """The person last spoken of who has such an office."""
    kinds = _ROLES.get(kind, {kind}) | {kind}
    if kind == "foreign_minister":
        kinds |= {"deputy_premier"}
    fitting = [
        number
        for number, person in enumerate(found)
        if person.kinds & kinds
        and not person.former
        and (side is None or person.country == side)
        and (kind != "minister" or not topics or not person.topics or topics & person.topics)
    ]
    # "The Speaker" is one of the two sides' where an article names others as well.
    if kind == "leader":
        # The press of the region calls its own president "the Head of State".
        fitting = [number for number in fitting if found[number].country in CENTRAL_ASIA] or fitting
    ours = [number for number in fitting if found[number].country in (None, "PK", *CENTRAL_ASIA)]
    fitting = ours or fitting
    if not fitting:
        return None
    if side is None and len(fitting) > 1 and len(known := [number for number in fitting if number in headline]) == 1:
        return known[0]
    if side is None and home != "PK" and len(own := [n for n in fitting if found[n].country == home]) == 1:
        return own[0]
    best = max(fitting, key=lambda number: (seen.get(number, -1), -number))
    if seen.get(best, -1) < 0 and side is None:
        return best if len(fitting) == 1 else None
    return best


def both_sides(text: str) -> bool:
    """Whether the sentence speaks of the two parties as "both", "the two leaders" or "the sides"."""
    return bool(_PLURAL.search(text))
