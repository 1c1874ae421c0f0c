"""The words of a sentence → the names of persons beside the offices that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.lexicon import state_names
from parsers.name_spans import is_honorific, name_at, name_before
from parsers.offices import Title, titles
from parsers.phrases import kinds_in
from parsers.sentences import Sentence
from parsers.tokens import Token, tokens


@dataclass(frozen=True)
class Read:
    """A sentence with its words and offices."""

    sentence: Sentence
    tokens: list[Token]
    titles: list[Title]
    #: Kinds of phrases that its words may open.
    kinds: frozenset[str]

    def phrases(self, *kinds: str) -> list[re.Match[str]]:
        """All phrases of these kinds in the order in which they stand."""
        found = [match for kind in kinds if kind in self.kinds for match in self.sentence.phrases(kind)]
        return found if len(kinds) == 1 else sorted(found, key=lambda match: match.start())


@dataclass(frozen=True)
class Naming:
    """A name beside an office: words `first` up to `after` of a sentence."""

    first: int
    after: int
    name: str
    title: Title | None


def read(sentence: Sentence) -> Read:
    """The sentence's words and offices."""
    told = tokens(sentence.text)
    return Read(sentence, told, titles(sentence.text, told), kinds_in(frozenset(token.plain for token in told)))


_LED = re.compile(r"\b(?:led|headed|chaired|represented)\s+by\s+(?=[A-Z])")
_WHO_LEADS = re.compile(
    r",\s+who\s+(?:is\s+|was\s+)?(?:heading|leading|heads|leads|headed|led)\s+(?:an?|the)\s+[^,.;]{0,60}?\bdelegation\b"
)
_BODY = re.compile(r"[A-Z][\w-]*(?:\s+(?:of|the|and|[A-Z][\w-]*))*")
_WHO_HEADS = re.compile(r",\s+who\s+(chairs|heads|leads|presides\s+over)\s+(?:the\s+)?")


def led(line: Read) -> Iterator[Naming]:
    """Leaders of delegations without an office, and "X, who chairs the Senate"."""
    text = line.sentence.text
    if "delegation" in text:
        for match in _LED.finditer(text):
            at = next((number for number, token in enumerate(line.tokens) if token.start >= match.end()), None)
            name = name_at(line.tokens, at) if at is not None else None
            if name and not any(title.first <= name[0] <= title.after for title in line.titles):
                yield Naming(*name, Title("leader_of", name[0], name[1], False, "Leader of the delegation", None))
    for match in _WHO_LEADS.finditer(text):
        comma = next((number for number, token in enumerate(line.tokens) if token.start >= match.start()), 0)
        name = name_before(line.tokens, comma + 1, set())
        if name and not any(title.first <= name[0] <= title.after for title in line.titles):
            inside = (token.state for token in line.tokens if token.start >= match.start() and token.state)
            yield Naming(
                *name, Title("leader_of", name[0], name[1], False, "Leader of the delegation", next(inside, None))
            )
    for match in _WHO_HEADS.finditer(text):
        comma = next((number for number, token in enumerate(line.tokens) if token.start >= match.start()), 0)
        name = name_before(line.tokens, comma + 1, set())
        body = _BODY.match(text, match.end())
        if name and body:
            office = f"{'Chairperson' if match[1] == 'chairs' else 'Head'} of the {body[0]}"
            told = tokens(office)
            side = next((title.side for title in titles(office, told)), None)
            yield Naming(*name, Title("chairman", name[0], name[1], False, office, side))


def ranked(line: Read) -> Iterator[Naming]:
    """ "Colonel General X of Tajikistan": a rank and a state, but no office."""
    told = line.tokens
    for at, token in enumerate(told):
        if not token.is_country or at < 3:
            continue
        ends = at - 1 if told[at - 1].plain == "of" else at - 2
        first = ends - 1
        while first > 0 and told[first].may_be_name and not is_honorific(told, first):
            first -= 1
        if told[ends].plain != "of" or not is_honorific(told, first) or told[first].plain in ("his", "her", "he"):
            continue
        name = name_at(told[:ends], first + 1)
        beside = any(title.first - 2 <= first <= title.after + 1 for title in line.titles)
        if name and len(name[2].split()) > 1 and not beside:
            yield Naming(*name, Title("", name[0], name[1], False, "", token.state))


def envoys(line: Read, before: Read | None) -> Iterator[Naming]:
    """ "They were A of Spain, B of the Kyrgyz Republic": envoys in a list, where ambassadors are spoken of."""
    near = line.sentence.text + (before.sentence.text if before else "")
    if not any(word in near for word in ("redence", "redentials", "mbassadors", "nvoys")):
        return
    found: list[Naming] = []
    for at, token in enumerate(line.tokens):
        if not (token.is_country and token.state):
            continue
        ends = at - 1 if line.tokens[at - 1].plain == "of" else at - 2
        if at < 2 or line.tokens[ends].plain != "of":
            continue
        first = ends - 1
        while first >= 0 and line.tokens[first].may_be_name:
            first -= 1
        name = name_at(line.tokens[:ends], first + 1)
        if name and len(name[2].split()) > 1:
            host = f" to {state_names()['PK']}" if token.state != "PK" else ""
            office = f"Ambassador of {state_names()[token.state]}{host}"
            found.append(Naming(*name, Title("ambassador", name[0], name[1], False, office, token.state)))
    if len(found) > 1:
        yield from found


def namings(line: Read) -> Iterator[Naming]:
    """Names beside the offices of one sentence."""
    taken: set[int] = set()
    for title in line.titles:
        for naming in _named(line, title, taken):
            taken.update(range(naming.first, naming.after))
            yield naming


def _named(line: Read, title: Title, taken: set[int]) -> Iterator[Naming]:
    told = line.tokens
    # "Additional Secretary (Asia) Ambassador X": the rank of a diplomat before the name.
    at = title.after + (title.kind == "special_envoy" and title.after < len(told) and told[title.after].text == ",")
    rank = next((t for t in line.titles if t.first == at and t.kind == "ambassador" and not t.side), None)
    after = name_at(told, rank.after if rank else title.after)
    if title.plural:
        yield from _several(told, title)
        return
    before = None if _is_headline_list(line, title) else name_before(told, title.first, taken)
    if before and told[title.after - 1].is_possessive:
        yield Naming(*before, title)  # "X, chief executive of Pakistan's Y"
        return
    spoken_of = title.definite and not title.capital and after and after[1] - after[0] == 1
    if after and not spoken_of:
        yield Naming(after[0], after[1], after[2], _of_its_state(told, after[1], title))
        return
    if before:
        yield Naming(*before, title)
        return
    if title.after < len(told) and told[title.after].text in (",", "—", "–", ":"):
        behind = name_at(told, title.after + 1)
        if behind and not any(other.first == behind[0] for other in line.titles):
            follows = told[behind[1]].text if behind[1] < len(told) else "."
            own = next((t for t in line.titles if behind[1] < t.first <= behind[1] + 2), None)
            between = {token.plain for token in told[behind[1] : own.first]} if own else set()
            own = own if own and between <= {",", "the", "a", "an", "(", "—", "–"} and _apposed(told, own) else None
            if follows in (
                ",",
                ".",
                ")",
                "and",
                "—",
                "–",
                ";",
                "on",
                "at",
                "in",
                "called",
                "met",
                "here",
                "said",
                "has",
                "was",
                "were",
            ) and (own is None or own.former):
                yield Naming(*behind, title)


_BETWEEN = re.compile(
    r"\b[Bb]etween\s+(?:the\s+)?[^.;]{3,60}?\s+and\s+(?:the\s+)?[^.;]{3,60}?\bwith\s+(?:the\s+|his\s+)?$"
)


#: "Talks between Pakistan and Tajikistan were held, with the foreign secretary X and the deputy minister Y".
_BETWEEN_WITH = re.compile(
    r"\b[Bb]etween\s+(?:the\s+)?[^.;]{3,60}?\s+and\s+(?:the\s+)?[^.;]{3,90}?,\s+with\s+[^.;]{5,90}?\s+and\s+$"
)


def across(line: Read, naming: Naming) -> str | None:
    """The side of "X co-chaired the talks between Pakistan and Tajikistan with the deputy minister Y": not X's."""
    text = line.sentence.text
    start = line.tokens[naming.title.first].start if naming.title else 0
    two = _BETWEEN.search(text, 0, start) or _BETWEEN_WITH.search(text, 0, start)
    if not two:
        return None
    parties = {token.state for token in line.tokens if two.start() < token.start < two.end() and token.is_country}
    return next(iter(parties - {"PK"})) if "PK" in parties and len(parties) == 2 else None


def _of_its_state(told: Sequence[Token], at: int, title: Title) -> Title:
    """The office with the state that stands behind the name: "President X of Tajikistan"."""
    of = at + 1 + (at + 1 < len(told) and told[at + 1].plain == "the")
    if title.side or of >= len(told) or told[at].plain != "of" or not told[of].is_country:
        return title
    state = told[of].state or ""
    return replace(title, side=state, office=f"{title.office} of {state_names().get(state, told[of].text)}")


def _apposed(told: Sequence[Token], title: Title) -> bool:
    """Whether an office stands behind a name as its apposition: a mark follows it, not a name or a verb."""
    return title.after >= len(told) or told[title.after].text in (
        ",",
        ".",
        ")",
        ";",
        "and",
        "—",
        "–",
        "on",
        "here",
        "called",
        "met",
    )


def _several(told: Sequence[Token], title: Title) -> Iterator[Naming]:
    """Names that share one office: "ministers X and Y"."""
    at = title.after
    single = replace(title, plural=False)
    while name := name_at(told, at):
        at = name[1]
        # "Army chiefs X of Pakistan and Y of Tajikistan".
        of = 2 if at + 2 < len(told) and told[at + 1].plain == "the" else 1
        if at + of < len(told) and told[at].plain == "of" and told[at + of].is_country and told[at + of].state:
            state = told[at + of].state or ""
            yield Naming(*name, replace(single, side=state, office=f"{single.office} of {state_names()[state]}"))
            at += of + 1
        else:
            yield Naming(*name, single)
        if at < len(told) and told[at].text in (",", "and", "&"):
            at += 1
            if at < len(told) and told[at].text == "and":
                at += 1
        else:
            break


def _is_headline_list(line: Read, title: Title) -> bool:
    """Whether a comma before the office means "and", as headlines print it: "Dar, Uzbek minister discuss trade"."""
    told = line.tokens
    closed = title.after < len(told) and told[title.after].text == ","
    return line.sentence.paragraph == 0 and not closed and told[title.first - 1].text == ","
