"""The words of a sentence → the offices that are named in it, each with the side that its holder stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from parsers.lexicon import any_of, heads, state_names, words
from parsers.office_names import compose
from parsers.office_words import leftwards, rightwards
from parsers.tokens import Token


@dataclass(frozen=True, slots=True)
class Title:
    """An office as a sentence names it: tokens `first` up to `after`."""

    kind: str
    first: int
    after: int
    #: In the plural: "foreign ministers X and Y".
    plural: bool
    office: str
    side: str | None
    former: bool = False
    capital: bool = True
    #: "the", "his" and the like stand before it.
    definite: bool = False
    topics: frozenset[str] = field(default_factory=frozenset)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"({any_of(list(heads()))})(s?)(?:['’]s?)?(?![\w-])", re.I)


@cache
def _first_words() -> frozenset[str]:
    """Words with which a head can begin, singular and plural."""
    first = {re.match(r"[^\W_]+(?:[-'’][^\W_]+)*", head) for head in heads()}
    found = {match[0] for match in first if match}
    return frozenset(found | {f"{word}s" for word in found})


def titles(text: str, told: Sequence[Token]) -> list[Title]:
    """All offices in order; of two that lie in each other the longer."""
    ends = {token.end: number for number, token in enumerate(told)}
    found: list[Title] = []
    for first, token in enumerate(told):
        if token.plain not in _first_words() or (found and first < found[-1].after):
            continue
        if token.plain == "chief" and first + 1 < len(told) and told[first + 1].plain == "marshal":
            continue  # a rank
        match = _heads().match(text, token.start)
        last = ends.get(match.end()) if match else None
        if match is None or last is None:
            continue
        title = _title(told, first, last + 1, match, found[-1].after if found else 0)
        if title and found and title.first < found[-1].after:
            title = replace(title, first=found[-1].after)
        if title:
            found.append(title)
    return list(_joined(told, found))


def _title(told: Sequence[Token], first: int, after: int, match: re.Match[str], floor: int) -> Title | None:
    kind, form = heads()[re.sub(r"\s+", " ", match[1].lower())]
    possessive = told[after - 1].is_possessive and not match[2]
    if possessive:
        return None
    left, before = leftwards(told, first, kind, floor)
    stop, phrase, states = rightwards(told, after, kind)
    modifiers = [w for w in before if w.lower() in words("modifier")]
    former = any(token.plain in words("former") for token in told[max(0, left - 1) : first])
    own = next((token.state for token in told[left:first] if token.state and not token.city), None)
    if own is None and kind == "governor":  # Herat Governor
        own = next((token.state for token in told[left:first] if token.city), None)
    named = [word for word in before if word.lower() not in words("modifier") and word.lower() not in words("passing")]
    body = " ".join(named)
    boss = any(token.plain in ("minister", "pm") and token.is_possessive for token in told[left:first])
    office, side = compose(kind, form, modifiers, body, phrase, own, states, boss)
    if any(token.text in ("Kyrgyzstan", "Kyrgyzstan's", "Kyrgyzstan’s") for token in told[left:stop]):
        office = office.replace("Kyrgyz Republic", "Kyrgyzstan")
    if office == "Special Assistant":
        office = "Special Assistant to the Prime Minister"
    if kind == "minister" and re.search(r"\bforeign\b|\bexternal\b", f"{body} {phrase}", re.I):
        kind = "foreign_minister"
    lead = told[left - 1].plain if left else ""
    return Title(
        kind=kind,
        first=left,
        after=stop,
        plural=bool(match[2]),
        office=office,
        side=side,
        former=former,
        capital=told[left].is_capital,
        definite=lead in ("the", "his", "her", "their"),
        topics=frozenset(f"{body} {phrase}".lower().split()) - _NO_TOPICS,
    )


_NO_TOPICS = frozenset(["and", "&", "of", "for", "the", ",", "on"])
_JOINS = (["and"], ["&"], ["/"], ["–"], ["-"], ["—"])
#: Kinds of offices that one who is a minister as well is named with first: "Deputy Prime Minister, Foreign Minister X".
_HIGHER = frozenset(["deputy_premier", "chairman"])


def _is_one(told: Sequence[Token], held: Title, title: Title) -> bool:
    """Whether two offices that stand side by side are one person's."""
    if not (held.capital and title.capital) or held.plural or title.plural:
        return False
    between = [token.plain for token in told[held.after : title.first]]
    if between in _JOINS:
        return True
    named = title.after < len(told) and told[title.after].may_be_name
    return between == [","] and named and held.kind in _HIGHER and title.kind in ("minister", "foreign_minister")


def _joined(told: Sequence[Token], found: list[Title]) -> Iterator[Title]:
    """Titles of one person, "Deputy Prime Minister and Foreign Minister", brought together."""
    held: Title | None = None
    for title in found:
        if held:
            if [token.plain for token in told[held.after : title.first]] == ["under", "the"]:
                # "Secretary of the Security Council under the President of Uzbekistan".
                title = replace(held, after=title.after, side=held.side or title.side)
            elif title.first == held.after and held.kind == "assistant" and title.capital:
                # "Advisor President FPCCI X": whom he advises.
                title = replace(held, after=title.after, side=title.side, office=f"{held.office} to the {title.office}")
            elif _is_one(told, held, title):
                bare = (
                    re.sub(r" of (?:the )?\w+$", "", held.office)
                    if held.office.endswith(state_names().get(held.side or "", "-"))
                    else held.office
                )
                office = held.office if title.office.startswith("Dean") else f"{bare} and {title.office}"
                title = replace(
                    title,
                    first=held.first,
                    kind=held.kind,
                    office=office,
                    side=title.side or held.side,
                    definite=held.definite,
                )
            else:
                yield held
        held = title
    if held:
        yield held
