"""Words of a journey to a state → who goes there: persons, or nobody for a delegation without names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.destinations import crosses
from parsers.lexicon import states
from parsers.mentions import Mention
from parsers.office_names import DIPLOMATS
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import FIVE, Scene, distinct
from parsers.unnamed_offices import holder_named_before, holder_named_behind, is_office_before, is_possessive_office

_GROUP = re.compile(
    r"\b(?:delegations?|team|mission|group|party|batch|businessmen|businesswomen|officials|trainees|students|exporters|traders|"
    r"experts|members|circles|entrepreneurs|industrialists|senators|lawmakers|scientists|scholars|parliamentarians|journalists|artists|convoy\s+of)\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|his|her|who|they|their|them|visitor|guest|dignitary|delegation)\b", re.I)
_ASKED = re.compile(
    r"\b(?:asked|invited|told|directed|invitation\s+to|invitation\s+for|extended\s+an\s+invitation\s+to)\s+"
    r"(?P<guest>(?!(?:pay|visit|come|go|undertake|make|attend)\b)[^.;]{3,80}?)\s+to\s+"
    r"(?:(?:come\s+to|go\s+to|visit|pay|undertake)\b|(?=Pakistan\b|\w+stan\b|Islamabad|Tashkent|Astana|Bishkek|Dushanbe|Ashgabat))"
)
_SENDS = re.compile(
    r"\bsend(?:ing|s)?\s+(?:\w+\s+){0,4}(?:delegation|team|mission)\b|\bsent\s+(?:\w+\s+){0,4}(?:delegation|team)\b"
)
_JOURNEY = re.compile(r"visit|trip|tour|journey|coming", re.I)
_JOURNEY_OF = re.compile(r"\b(?:visits?|trips?|tour|arrival)\s+(?:of|by)\b", re.I)
_HIS_JOURNEY = re.compile(r"\b(?:his|her)\s+(?:\w+\s+){0,2}$")


def travellers(scene: Scene, number: int, match: re.Match[str], state: str) -> tuple[int, ...] | None:
    """Who goes to `state`: those named before the verb, an earlier one for "he", nobody for a delegation."""
    text = scene.told[number].sentence.text
    if _SENDS.search(text[max(0, match.start() - 50) : match.end()]):
        return ()
    asked = next((found for found in _ASKED.finditer(text) if found.start() <= match.start() <= found.end() + 5), None)
    if asked is None and (all_of_them := _antecedents(scene, number, match, state)):
        return all_of_them
    if asked is None and (antecedent := _antecedent(scene, number, match)) is not None:
        return (antecedent,) if _goes(scene, antecedent, state) else None
    if _of_others(scene, number, match):
        return None
    if _is_group(scene, number, match) and _sent(scene, number, match, state):
        return ()
    going = [mention for mention in _candidates(scene, number, asked) if _goes(scene, mention.person, state)]
    named = _named_travellers(scene, number, match, state, going)
    return _unnamed_travellers(scene, number, match, state) if named is None else named


def _candidates(scene: Scene, number: int, asked: re.Match[str] | None) -> Sequence[Mention]:
    """Those of whom a sentence may tell that they travel; of an invitation, the guest."""
    mentions = scene.cast.mentions[number]
    if asked:
        return [m for m in mentions if asked.start("guest") - 4 <= m.start <= asked.end("guest")]
    accepted = phrase("accepted").search(scene.told[number].sentence.text)
    return mentions if accepted else present(scene, number, going=True)


def _goes(scene: Scene, number: int, state: str) -> bool:
    """Whether going to `state` takes a person to the other side; to an envoy it may be only the way to his post."""
    person = scene.cast.persons[number]
    is_at_post = bool(person.kinds) and person.kinds <= DIPLOMATS and state == post_of(person.office)
    return crosses(person.country, state) and not is_at_post


def _named_travellers(
    scene: Scene, number: int, match: re.Match[str], state: str, going: Sequence[Mention]
) -> tuple[int, ...] | None:
    """Those of `going` whom the sentence names beside the journey at `match`."""
    text = scene.told[number].sentence.text
    if _JOURNEY_OF.search(match[0]):
        if theirs := [m for m in going if match.start() < m.start <= match.end() + 4]:
            return distinct(theirs)
        if (unnamed := holder_named_behind(scene, number, match, state)) is not None:
            return unnamed
    if before := [m for m in going if m.start < match.start()]:
        return distinct(before)
    behind = [m for m in going if m.start >= match.start() and not says(text, m)]
    is_noun = _JOURNEY.match(match[0])
    if behind and (is_noun or re.search(r"\bby\s", text[match.end() :]) or number == 0 or _GROUP.search(text)):
        if number > 1 and _HIS_JOURNEY.search(text[: match.start()]):
            earlier = [m for m in scene.cast.mentions[number - 1] if _goes(scene, m.person, state)]
            behind = [*earlier[:1], *behind]
        return distinct(behind)
    return None


def _unnamed_travellers(scene: Scene, number: int, match: re.Match[str], state: str) -> tuple[int, ...] | None:
    """Who goes where the sentence has only his office or "he"; nobody for an office or delegation of unknown people."""
    text = scene.told[number].sentence.text
    if (one := holder_named_before(scene, number, match)) is not None and _goes(scene, one, state):
        return (one,)
    if number and is_office_before(scene, number, match, state):
        return ()
    if is_possessive_office(scene, number, match, state):
        return ()
    reach = max(match.start() + 25, match.end() if _JOURNEY.match(match[0]) else 0)
    if _GROUP.search(text[:reach]) and _sent(scene, number, match, state):
        return ()
    if _PRONOUN.search(text[: match.start() + 4]) or number == 0:
        for near in range(number - 1, max(-1, number - 4), -1):
            earlier = [m.person for m in scene.cast.mentions[near] if _goes(scene, m.person, state)]
            if earlier:
                return (earlier[-1 if near else 0],)
    return None


#: "X, accompanied by Y and Z, who are visiting": all of them.
_WHO_ARE = re.compile(r",\s+who\s+(?:are|were|have)\s+(?:\w+\s+){0,2}$")
_WHO = re.compile(r",\s+who\s+(?:has\s+|had\s+|is\s+|was\s+|will\s+)?(?:\w+\s+){0,2}$")


def _antecedents(scene: Scene, number: int, match: re.Match[str], state: str) -> tuple[int, ...]:
    """Those of whom ", who are on a visit" is said, if the sentence names several of them before."""
    who = _WHO_ARE.search(scene.told[number].sentence.text, 0, match.start())
    before = [m for m in scene.cast.mentions[number] if who and m.end <= who.start() + 1]
    near = bool(before and who and who.start() - before[-1].end < 3)
    going = distinct([m for m in before if _goes(scene, m.person, state)]) if near else ()
    return going if len(going) > 1 else ()


def _antecedent(scene: Scene, number: int, match: re.Match[str]) -> int | None:
    """The one of whom ", who was on a visit" is said."""
    text = scene.told[number].sentence.text
    who = _WHO.search(text, 0, match.start())
    before = [m for m in scene.cast.mentions[number] if who and m.end <= who.start() + 1]
    return before[-1].person if before and who and who.start() - before[-1].end < 3 else None


def _of_others(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether the delegation is said to be of a third state: "a Chinese delegation arrived"."""
    told = scene.told[number].tokens
    for at, token in enumerate(told):
        if token.end <= match.start() and token.is_country and token.state not in {"PK", *FIVE}:
            near = " ".join(word.plain for word in told[at + 1 : at + 4])
            if _GROUP.search(near) and not scene.cast.mentions[number]:
                return True
    return False


_REPORTS = re.compile(r"\b(?:said|told|announced|informed|added|disclosed|decided|that|agreed)\b")
_LED_OR_WITH = re.compile(r"\b(?:led|headed)\s+by\b|\bwith\s+(?:an?|the)\b[^,]*$")


def _is_group(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether a delegation without a named leader goes: "he said a delegation of the chamber would leave for"."""
    text = scene.told[number].sentence.text
    groups = [found for found in _GROUP.finditer(text, 0, match.start()) if match.start() - found.end() < 110]
    if not groups or groups[-1][0].lower() in ("officials", "group", "mission", "party") and number == 0:
        return False
    group = groups[-1]
    between = any(group.end() <= m.start < match.start() for m in scene.cast.mentions[number])
    told = _REPORTS.search(text, 0, group.start())
    named = any(m.end <= group.start() for m in scene.cast.mentions[number])
    return not between and (bool(told) or not named) and not _LED_OR_WITH.search(text, 0, match.start())


_SAID = re.compile(r"\b(?:said|says|told|announced|stated|disclosed|added)\s+(?:[A-Z][\w.]*\s+|the\s+|of\s+){0,6}$")


def says(text: str, mention: Mention) -> bool:
    """Whether he is the one who tells of it: "…, said X"."""
    return bool(_SAID.search(text, 0, mention.start))


def post_of(office: str | None) -> str | None:
    """State in which a diplomat serves."""
    if not office:
        return None
    post = office.rpartition(" to ")[2].removeprefix("the ")
    return states().get(post) or (None if " of Pakistan" in office else "PK")


def _sent(scene: Scene, number: int, match: re.Match[str], state: str) -> bool:
    """Whether the delegation is of the other side."""
    told = scene.told[number].tokens
    named = [token.state for token in told if token.state and token.start < match.end()]
    if state == "PK":
        sides = [code for code in [*named, *scene.near(number)] if code in FIVE]
        return bool(sides) and ("PK" not in named or bool(set(named) & FIVE))
    return "PK" in named or ("PK" in scene.near(number) and not set(named) - {state})
