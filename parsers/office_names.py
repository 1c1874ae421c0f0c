"""The parts of an office's title → the office as one would write it in English, and the side of its holder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from parsers.lexicon import any_of, bodies, state_names
from parsers.tokens import place_of

#: Kinds of offices that stand for a state even where no body is named.
OF_STATE = frozenset(
    [
        "deputy_premier",
        "premier",
        "foreign_minister",
        "minister",
        "president",
        "vice_president",
        "first_lady",
        "leader",
        "speaker",
        "secretary",
    ]
)


DIPLOMATS = frozenset(["ambassador", "diplomat", "consul", "special_envoy"])


_PAKISTANI = re.compile(
    r"\b(?:Federal|Foreign Secretary|National Assembly|Punjab|Sindh|Balochistan|Khyber|KP|SAPM|FPCCI|"
    r"Prime Minister's|PPP|PML-N|PTI)\b|"
    r"Special Assistant to the Prime Minister|Chief Minister|Pakistan"
)


_OTHERS = (
    ("External Affairs", "IN"),
    ("Oliy Majlis", "UZ"),
    ("Legislative Chamber", "UZ"),
    ("Jogorku Kenesh", "KG"),
    ("Majilis", "KZ"),
    ("Mejlis", "TM"),
    ("Halk Maslahaty", "TM"),
    ("Majlisi", "TJ"),
)


@cache
def _shorts() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(list(bodies()))}\b")


def compose(
    kind: str,
    form: str,
    modifiers: Sequence[str],
    body: str,
    phrase: str,
    own: str | None,
    states: Sequence[tuple[str, str]],
    boss: bool,
) -> tuple[str, str | None]:
    """The office and its side.

    `form` is the head as one writes it, `body` the words before it, `phrase` those behind it, `own` the state before
    it and `states` those behind it, each with the word before it; `boss` says that it is "the prime minister's".
    """
    lead = " ".join(word.capitalize() for word in modifiers)
    title = f"{lead} {form}".strip()
    if kind in DIPLOMATS and kind != "special_envoy":
        return _diplomat(title, kind, own, states)
    inner = re.sub(r"\bPM\b", "Prime Minister", re.sub(r"^(?:of|for|on|to|in|at) ", "", phrase))
    # "Additional Secretary for Afghanistan": the field of the office, not the state for which its holder stands.
    of = [code for word, code in states if word == "of" or kind not in ("secretary", "assistant", "special_envoy")]
    side = next(iter(of), None) or own
    if short := _shorts().search(f"{body} {inner}"):
        full, country, _ = bodies()[short[0]]
        body, inner, side = body.replace(short[0], full), inner.replace(short[0], full), side or country
    if boss or (form == "Adviser" and "Prime" in inner):
        return _of_the_premier(form, inner), side or "PK"
    office = _written(kind, title, f"{lead} {body} {form}".strip(), body, inner)
    side = side or _side_of(office)
    if kind in ("chief_minister", "senator", "assistant"):
        return office, side or "PK"
    if side and _needs_state(kind, office, side, bool(body or (inner and not _is_state(inner)))):
        office += f" of {state_names()[side]}"
    return office, side


def _of_the_premier(form: str, inner: str) -> str:
    field = re.sub(r"^(?:to )?(?:the )?(?:Prime Minister|PM)\s*", "", inner)
    field = re.sub(r"^(?:of\s+(?:the\s+)?|on\s+of\s+)?(?:Islamic\s+)?(?:Republic\s+of\s+)?Pakistan\s*", "", field)
    tail = "" if not field else field if field.startswith(("on", "for")) else f"on {field}"
    return re.sub(r"\s+", " ", f"{form} to the Prime Minister {tail}".strip())


def _written(kind: str, title: str, with_body: str, body: str, inner: str) -> str:
    """Head and what it is of, in the usual order."""
    foreign = re.match(r"(?:Foreign Affairs|External Affairs)(?:\s+of\s+(?:the\s+)?(.*))?$", inner, re.I)
    parts = [title]
    if kind == "minister" and foreign and not body:
        parts, inner = [title.replace("Minister", "Foreign Minister")], foreign[1] or ""
    elif kind == "minister" and re.fullmatch(r"Foreign|Foreign Affairs", body or inner, re.I):
        return title.replace("Minister", "Foreign Minister")
    elif kind == "secretary" and body:
        parts = [with_body]
    elif body:
        parts.append(f"of {body}" if kind in ("minister", "governor", "chief_minister") else f"of the {body}")
    if inner and (kind == "governor" or not _is_state(inner)):
        to_premier = kind == "assistant" and inner.startswith("Prime")
        has_field = kind in ("minister", "deputy_premier", "assistant") and not body and not foreign
        word = "to the" if to_premier else "for" if has_field else "of"
        parts.append(f"{word} {inner}")
    return re.sub(r"\s+", " ", " ".join(parts))


def _needs_state(kind: str, office: str, side: str, has_body: bool) -> bool:
    """Whether the state belongs to the office's name: the president of a chamber is not one of Pakistan."""
    if kind == "chief" and not has_body and re.search(r" General$|^Ombuds|^Chief Justice", office):
        return True
    if kind not in OF_STATE | {"chairman"} or "Federal" in office or state_names()[side].split()[0] in office:
        return False
    headed = kind in ("chairman", "president", "vice_president", "secretary") and has_body
    return not headed or bool(re.search(r"Senate|Assembly|Majli|Parliament|House|Cabinet|Mejlis|Maslahaty", office))


def _is_state(phrase: str) -> bool:
    return place_of(phrase)[0] is not None


def _diplomat(title: str, kind: str, own: str | None, states: Sequence[tuple[str, str]]) -> tuple[str, str | None]:
    sender = next((code for word, code in states if word == "of"), None) or own
    host = next((code for word, code in states if word != "of" and code != sender), None)
    if sender is None and host is None and states:
        sender = states[0][1]
    side = sender
    title = re.sub(r"\bEnvoy\b", "Ambassador", title)
    if sender is None and host and host != "PK":
        side = sender = "PK"
    office = f"{title} of {state_names()[sender]}" if sender else title
    if host is None and sender and sender != "PK" and kind == "ambassador":
        host = "PK"
    if host:
        office += f" to {state_names()[host]}"
    if "Honorary" in title and sender:
        # A national of the host: by the code book he counts for it.
        side = "PK" if sender != "PK" else host or side
    return office, side


def _side_of(office: str) -> str | None:
    """Offices that only one state has."""
    if _PAKISTANI.search(office):
        return "PK"
    return next((code for word, code in _OTHERS if word in office), None)
