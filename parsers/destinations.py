"""The words behind a verb of going → the city and state to which it leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.lexicon import bodies, capitals, cities, words
from parsers.scene import FIVE, Scene
from parsers.tokens import Token

#: Words that stand between a verb of going and where one goes.
_FILLERS = frozenset(
    [
        *("the", "a", "an", "on", "to", "for", "in", "of", "at", "friendly", "brotherly", "neighbouring"),
        *("capital", "city", "his", "her", "their", "official", "ports", "port", "cities", "working", "state"),
        *(
            "airport",
            "international",
            "visit",
            "day",
            "two",
            "three",
            "four",
            "five",
            "two-day",
            "three-day",
            "four-day",
            "five-day",
        ),
        *("one-day", "kyrgyz", "tajik", "uzbek", "kazakh", "turkmen"),
    ]
)


def destination(scene: Scene, number: int, match: re.Match[str]) -> tuple[str | None, str] | None:
    """City and state to which the words at `match` lead, by the words right behind them."""
    told = scene.told[number].tokens
    if re.search(r"\bhere$", match[0]):
        return (scene.here, _state_of(scene)) if scene.here and _state_of(scene) else None
    at = next((n for n, token in enumerate(told) if token.start >= match.end()), len(told))
    steps = 0
    while at < len(told) and steps < 9:
        token = told[at]
        if token.state == "PK" or token.state in FIVE:
            if token.is_possessive and not token.city:
                return None
            follow = told[at + 1] if at + 1 < len(told) else None
            if (
                token.city
                and follow
                and follow.plain in ("chamber", "chambers", "university", "stock", "airport", "international")
            ):
                return (
                    None if follow.plain != "airport" and follow.plain != "international" else (token.city, token.state)
                )
            if not token.city and follow and follow.plain == "capital":
                pass
            elif token.is_country and follow and follow.is_capital and not follow.state and token.text not in _names():
                return None
            if steps and match[0].startswith("visit") and " " not in match[0]:
                return None
            return _with_city(told, at)
        if (token.text in words("province") or token.plain == "khyber") and steps < 2:
            return next((t.city for t in told[at : at + 5] if t.state == "PK"), None), "PK"
        if token.is_body and (seat := bodies()[token.text][2]):
            return seat, cities()[seat][1]
        if token.plain == "capital" and told[at - 1].plain in ("the", "federal") and (home := _state_of(scene) or "PK"):
            return capitals().get(home), home
        if token.plain == "here" and scene.here:
            return (scene.here, _state_of(scene)) if _state_of(scene) else None
        if (
            token.text in (".", ";", ",")
            or token.plain in ("with", "by", "and", "that", "where", "which", "said", "of")
            and steps > 0
            and token.plain != "of"
        ):
            return None
        if token.state and token.state not in FIVE:
            return None
        steps += 0 if token.plain in _FILLERS else 2
        at += 1
    return None


def _names() -> frozenset[str]:
    return frozenset(
        [
            "Pakistan",
            "Kazakhstan",
            "Kyrgyzstan",
            "Kyrgyz Republic",
            "Tajikistan",
            "Turkmenistan",
            "Uzbekistan",
            "Republic of Kazakhstan",
            "Republic of Uzbekistan",
            "Republic of Tajikistan",
        ]
    )


def _state_of(scene: Scene) -> str:
    return cities()[scene.here][1] if scene.here else ""


def _with_city(told: Sequence[Token], at: int) -> tuple[str | None, str]:
    """A city of the same state that stands close behind: "Bishkek, Kyrgyzstan", "Kyrgyz capital of Bishkek"."""
    state = told[at].state or ""
    near = told[at : at + 5]
    if len({token.city for token in near if token.city and token.state == state}) > 1 and near[1].plain in ("and", ","):
        return None, state
    for token in near:
        if token.city and token.state == state:
            return token.city, state
        if token.text in (".", ";"):
            break
    if at + 1 < len(told) and told[at + 1].plain == "capital":
        return capitals().get(state), state
    return None, state


def crosses(home: str | None, state: str) -> bool:
    """Whether going from `home` to `state` is going from one side to the other."""
    return (home == "PK" and state in FIVE) or (home in FIVE and state == "PK")
