"""A sentence → the persons in it who are there, without those who are only spoken of."""

from __future__ import annotations

import re

from parsers.lexicon import heads
from parsers.mentions import Mention
from parsers.names import Read
from parsers.phrases import phrase
from parsers.scene import Scene


def present(scene: Scene, number: int, *, going: bool = False) -> list[Mention]:
    """Mentions of a sentence without those who are only spoken of: whose greetings are brought, who is invited.

    `going` says that it is a journey that is told of, so that "the visit of X" names who takes part.
    """
    if not scene.cast.mentions[number]:
        return []
    text = scene.told[number].sentence.text
    spoken_of = [match.end() for match in scene.told[number].phrases("spoken_of")]
    found = []
    for mention in scene.cast.mentions[number]:
        person = scene.cast.persons[mention.person]
        if person.former or _is_possessor(text, mention) or (not going and _is_owner(scene.told[number], mention)):
            continue
        zone = next(
            (at for at in spoken_of if at <= mention.start and "," not in text[at : mention.start].rstrip(", ")), None
        )
        if zone is None or phrase("meeting").search(text, zone, mention.start):
            found.append(mention)
    return found


#: "of" behind these joins those who take part; behind other nouns it names whose visit, initiative or election it is.
_JOINING = frozenset(
    [
        *("delegation", "team", "group", "members", "meeting", "meetings", "talks", "presence", "participation"),
        *("consisting", "composed", "comprising", "honour", "honor", "side", "consultations", "negotiations"),
        *("conversation", "conversations", "call", "dialogue", "interaction", "contact", "exchange", "round"),
        *("session", "reception", "attendance", "signatures", "leaders", "presidents", "ministers"),
    ]
)
_OWNER = re.compile(
    r"\b(?:([a-z][\w-]*)\s+of|(visits?|trips?|tour|arrival|calls?|statements?|remarks|interview|decision|letter|message)\s+by)\s+(?:(?:the|his|her|its|[A-Z][\w.’'-]*|of|for|and|on|to|&)\s+){0,12}$"
)
_TITLED = re.compile(
    r"\b([a-z][\w-]*)\s+of\s+(?:the\s+)?(?:President|Prime|Leader|Minister|Speaker|Chairman|Head|Foreign|Deputy|Founder)"
    r"(?:\s+(?:[A-Z][\w.’'-]*|of|for|the|and|on))*,\s+$"
)


def _is_owner(line: Read, mention: Mention) -> bool:
    """Whether someone is named only as the one whose visit, policy or election is spoken of."""
    text = line.sentence.text
    start = max(0, mention.start - 160)
    if " of " not in text[start : mention.start] and " by " not in text[start : mention.start]:
        return False
    owned = _OWNER.search(text, start, mention.start) or _TITLED.search(text, start, mention.start)
    if owned is None:
        return False
    noun = owned[1] or owned[2]
    told = line.tokens
    if any(told[title.first].start <= owned.start() < told[title.after - 1].end for title in line.titles):
        return False  # "minister of foreign affairs of Turkmenistan X"
    if noun in _JOINING or noun in heads():
        return False
    return not any(token in owned[0] for token in (" met ", " with "))


_POSSESSED = re.compile(
    r"\s+(?:government|office|directives?|vision|special|leadership|invitation|greetings|daughter|wife|party|visit|letter|message)"
)


def _is_possessor(text: str, mention: Mention) -> bool:
    """ "Shehbaz Sharif's special assistant": the one named is not the one who comes."""
    return text[mention.end - 2 : mention.end] in ("'s", "’s") and bool(_POSSESSED.match(text, mention.end))
