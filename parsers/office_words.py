"""The words around the head of an office ("minister") → those that belong to its name, and the states among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from parsers.lexicon import bodies, heads, words
from parsers.office_names import DIPLOMATS
from parsers.tokens import Token

_CONNECTORS = frozenset(["of", "for", "on", "to", "in", "at"])


_JOINS = frozenset(["and", "&", ","])


def leftwards(told: Sequence[Token], first: int, kind: str, floor: int = 0) -> tuple[int, list[str]]:
    """Where the office begins, not before word `floor`, and its words before the head."""
    at = first
    kept: list[str] = []
    while at > floor:
        token = told[at - 1]
        if token.is_country:
            at -= 1
            break
        if not _belongs_left(told, at, kind, kept):
            break
        at -= 1
        kept.insert(0, re.sub(r"['’]s?$", "", token.text))
    while at < first and told[at].plain in ("and", "&", ",", "of", "his", "her", "their"):
        at += 1
        kept = kept[1:] if kept else kept
    return at, kept


#: "UN Secretary General", "PML-N President".
_SHORT_BODY = re.compile(r"UN|EU|[A-Z]{2,5}-[A-Z]{1,2}")


def _belongs_left(told: Sequence[Token], at: int, kind: str, kept: Sequence[str]) -> bool:
    """Whether the word before `at` is part of the office that begins there so far."""
    token, plain = told[at - 1], told[at - 1].plain
    if plain in words("modifier") or plain in words("passing") or (plain in words("topic") and not token.is_possessive):
        return True
    is_body = plain in words("bodyword") or token.text in bodies() or token.is_acronym or token.is_body
    is_body = is_body or bool(_SHORT_BODY.fullmatch(token.text))
    if token.is_capital and is_body and kind not in DIPLOMATS:
        return True
    if (token.is_possessive and plain in ("minister", "pm")) or (
        plain == "prime" and kept[:1] and kept[0].lower().startswith("minister")
    ):
        return True
    if plain in ("and", "&", ",", "of"):
        return bool(at > 1 and kept and _is_vocabulary(told[at - 2]) and kept[0][0].isupper())
    if token.text in _provinces():
        return kind in ("governor", "chief_minister", "minister", "speaker", "secretary")
    if token.city:
        return kind in ("president", "chairman", "governor", "chief", "vice_president")
    return bool(token.is_capital and kept and kept[0].lower() in words("bodyword") and token.may_be_name)


def _is_vocabulary(token: Token) -> bool:
    return token.is_capital and (token.is_body or token.plain in words("topic") or token.plain in words("bodyword"))


@dataclass(frozen=True, slots=True)
class _Step:
    """Words of an office behind its head: how many, how they are written, and the states among them."""

    size: int
    words: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


def rightwards(told: Sequence[Token], after: int, kind: str) -> tuple[int, str, list[tuple[str, str]]]:
    """Where the office ends, its words behind the head, and its states, each with the word before it."""
    at = after
    kept: list[str] = []
    states: list[tuple[str, str]] = []
    connector = ""
    while at < len(told):
        step = _connector(told, at, kind, kept) or _name_of_state(told, at, kind, connector)
        step = step or _word(told, at, kind, connector, kept)
        if step is None:
            break
        connector = step.words[0] if step.words and step.words[0] in _CONNECTORS else connector
        kept.extend(step.words)
        states.extend(((connector or "of") if step.size == 1 else "of", state) for state in step.states)
        at += step.size
        if step.states and told[at - 1].is_possessive and not (at < len(told) and _is_vocabulary(told[at])):
            # "head of Tajikistan's Sughd region".
            if kind not in DIPLOMATS and (end := _body_follows(told, at)):
                kept.extend(token.text for token in told[at:end])
                at = end
            break
    while kept and (kept[-1] in _CONNECTORS or kept[-1] in _JOINS):
        kept.pop()
        at -= 1
    return at, " ".join(kept).replace(" ,", ","), states


#: Kinds of offices that are held at home: nobody is "minister to Uzbekistan".
_AT_HOME = frozenset(
    [
        *("president", "premier", "deputy_premier", "minister", "foreign_minister", "chief_minister", "governor"),
        *("speaker", "chairman", "army", "leader"),
    ]
)


def _connector(told: Sequence[Token], at: int, kind: str, kept: Sequence[str]) -> _Step | None:
    """ "of", "the", "and" and the like where the office goes on behind them."""
    token, plain = told[at], told[at].plain
    follow = told[at + 1] if at + 1 < len(told) else None
    if follow is None:
        return None
    if plain == "to" and kind in _AT_HOME and any(t.is_country or t.city for t in told[at + 1 : at + 3]):
        return None  # "the visit of the foreign minister to Uzbekistan": where he goes
    if plain in _CONNECTORS and _opens(told, at + 1, kind):
        return _Step(1, (plain,))
    if (
        kind in DIPLOMATS
        and plain == "to"
        and [t.plain for t in told[at + 1 : at + 3]] in (["the", "country"], ["the", "republic"])
    ):
        return _Step(3)  # "Ambassador of Pakistan to the country", as its press writes
    if plain == "the" and kept and kept[-1] in _CONNECTORS and _opens(told, at + 1, kind):
        return _Step(1)
    closes = kind == "minister" and at + 2 < len(told) and told[at + 2].text in (",", "of", ")", "—")
    if plain == "and" and kept and closes and follow.is_capital and not _head_at(told, at + 1):
        return _Step(2, ("and", follow.text))
    two = told[at + 1 : at + 3]
    ends = kind == "minister" and at + 3 < len(told) and told[at + 3].text in (",", "of", ")", "—")
    if (
        plain == "and"
        and kept
        and ends
        and all(t.is_capital and not t.state for t in two)
        and not _title_ahead(told, at + 1)
    ):
        return _Step(3, ("and", *(token.text for token in two)))
    goes_on = _is_vocabulary(follow) or follow.is_country
    if plain in _JOINS and kept and goes_on and kind != "senator" and not _title_ahead(told, at + 1):
        return _Step(1, ("," if plain == "," else "and",))
    if plain == "and" and kept and kept[-1].islower() and follow.plain in words("topic") and not follow.is_capital:
        return _Step(1, ("and",))
    if plain in ("for", "on") and kept and kept[-1].split()[-1].lower() in _OF_FIELDS and (step := _field(told, at)):
        return step
    if token.text == "(" and follow.is_capital:
        # "Director General (ECO & CARs) X": what is in brackets says more than the office's name needs.
        closed = next((n for n in range(at + 2, min(at + 9, len(told))) if told[n].text == ")"), None)
        if closed and (follow.text.isupper() or (closed + 1 < len(told) and told[closed + 1].is_capital)):
            return _Step(closed + 1 - at)
    return None


_OF_FIELDS = frozenset(["commission", "committee", "agency", "council", "authority"])


def _field(told: Sequence[Token], at: int) -> _Step | None:
    """ "for Elections and Referenda" behind a commission: capital words up to a mark or "of", but no name."""
    end = at + 1
    while end < len(told) and (told[end].is_capital and not told[end].state or told[end].plain in ("and", "&")):
        end += 1
    closed = end < len(told) and told[end].text in ("of", "(", ",") and told[end - 1].is_capital
    return _Step(end - at, tuple(token.text for token in told[at:end])) if closed and end > at + 1 else None


def _name_of_state(told: Sequence[Token], at: int, kind: str, connector: str) -> _Step | None:
    """A state or city that the office is of, or a body whose name begins with two states."""
    token = told[at]
    follow = told[at + 1] if at + 1 < len(told) else None
    if token.state is None:
        return None
    if token.is_country and follow and follow.text in ("-", "–") and (end := _body_follows(told, at)):
        name = re.sub(r" ?([-–]) ?", r"\1", " ".join(word.text for word in told[at:end]))
        return _Step(end - at, (name,), (token.state,))
    # "Consul General Kazakhstan X": Pakistan's press leaves "of" out.
    before_name = kind in DIPLOMATS and bool(follow and follow.may_be_name) and not token.is_possessive
    if token.is_country and (connector or kind not in DIPLOMATS or before_name) and not _names_next(told, at):
        return _Step(1, (token.text,), (token.state,))
    if (
        token.city
        and (connector if kind in DIPLOMATS else connector not in ("", "in"))
        and _body_follows(told, at + 1) is None
    ):
        return _Step(1, (token.text,), (token.state,))
    return None


def _word(told: Sequence[Token], at: int, kind: str, connector: str, kept: Sequence[str]) -> _Step | None:
    """A word of what the office is of: a field, a body, a province."""
    token, plain = told[at], told[at].plain
    if plain == "air" and at + 1 < len(told) and told[at + 1].plain == "chief":
        return None  # "Chief of the Air Staff Air Chief Marshal X"
    if kind == "governor" and plain in ("city", "region", "oblast", "province", "district") and told[at - 1].state:
        return _Step(1)
    is_short = token.text in bodies() or (token.is_acronym and kind not in DIPLOMATS)
    if _is_vocabulary(token) or is_short or token.text in _provinces():
        return _Step(1, (token.text,))
    if token.is_capital and kind not in DIPLOMATS and (end := _body_follows(told, at)):
        inside = told[at:end]
        states = tuple(word.state for word in inside if word.state and word.is_country)
        return _Step(end - at, tuple(word.text for word in inside), states)
    is_boss = plain in _BOSSES and connector == "to" and kind in ("assistant", "secretary")
    is_field = (
        plain in words("topic") and connector and kept and kind in ("minister", "assistant", "chief", "secretary")
    )
    return _Step(1, (token.text,)) if is_boss or is_field else None


@cache
def _provinces() -> frozenset[str]:
    return words("province") | {"Khyber", "Pakhtunkhwa"}


_BOSSES = frozenset(["minister", "prime", "pm", "president", "cm", "chief", "governor"])


def _opens(told: Sequence[Token], at: int, kind: str) -> bool:
    """Whether what the office is of can begin at this word."""
    token = told[at]
    if token.plain == "the" and at + 1 < len(told):
        return _opens(told, at + 1, kind)
    if token.state or token.text in _provinces() or token.text in bodies():
        return True
    if kind in DIPLOMATS:
        return False
    if (
        token.plain in ("prime", "pm")
        or (kind == "secretary" and token.plain in _BOSSES)
        or _is_vocabulary(token)
        or token.is_acronym
    ):
        return True
    if token.plain in words("topic") and kind in ("minister", "assistant", "secretary") and not token.is_capital:
        return True
    return token.is_capital and _body_follows(told, at) is not None


#: Words in small letters inside the name of a body.
_INSIDE = frozenset(
    [
        *("of", "and", "&", "for", "the", "-", "–", "joint", "working", "business", "parliamentary"),
        *("inter-parliamentary", "interparliamentary", "intergovernmental", "inter-governmental", "friendship"),
    ]
)


def _inside(token: Token) -> bool:
    return (
        token.is_capital
        or (token.plain in _INSIDE and token.plain.isalpha() and len(token.plain) > 4)
        or token.plain == "friendship"
    )


def _body_follows(told: Sequence[Token], at: int) -> int | None:
    """End of a body's name that begins here, such as "Haleeb Trading Company"."""
    end = None
    for number in range(at, min(at + 9, len(told))):
        token = told[number]
        if token.plain in words("bodyword") and token.is_capital:
            end = number + 1
        elif token.plain in words("bodyword") and number > at and _inside(told[number - 1]):
            return number + 1
        elif (
            token.plain in ("and", "&")
            and not (number > at and _is_vocabulary(told[number - 1]))
            or (
                _head_at(told, number)
                or not (token.is_capital or token.plain in _INSIDE)
                or token.plain in words("honorific")
            )
        ):
            break
    return end


def _names_next(told: Sequence[Token], at: int) -> bool:
    """Whether the state at this word belongs to what follows: "Minister Uzbek Ambassador"."""
    follow = told[at + 1] if at + 1 < len(told) else None
    return bool(follow and follow.is_capital and _head_at(told, at + 1) and not told[at].is_possessive)


def _head_at(told: Sequence[Token], at: int) -> bool:
    near = [token.plain for token in told[at : at + 3]]
    return any(" ".join(near[:size]) in heads() for size in (1, 2, 3))


def _title_ahead(told: Sequence[Token], at: int) -> bool:
    """Whether another office begins here: "Cabinet and Foreign Minister"."""
    for number in range(at, min(at + 5, len(told))):
        if _head_at(told, number):
            return True
        if not (_is_vocabulary(told[number]) or told[number].plain in words("modifier")):
            return False
    return False
