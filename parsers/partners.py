"""Those whom a sentence about a meeting names → the same with the other side, from its words or those near it."""

from __future__ import annotations

import re

from parsers.mentions import both_sides
from parsers.offices import Title
from parsers.presence import present
from parsers.scene import FIVE, Scene

PRONOUN = re.compile(
    r"\b(?:him|her|his|he|she|hosts?|guests?|them|visitors?|dignitary|the\s+delegation|visiting\s+side)\b", re.I
)
#: "Talks with the minister were held": the one of whom the text tells is not named again.
_BARE = re.compile(
    r"(?:(?:during|in|at)\s+the\s+meeting\s+with|talks|negotiations|(?:a\s+)?meetings?|consultations|conversation|following|after)\b",
    re.I,
)


def with_partner(
    scene: Scene, number: int, who: tuple[int, ...], match: re.Match[str] | None = None
) -> tuple[int, ...]:
    """The other side looked up where the sentence says only "him", "the two leaders" or has no subject at all."""
    persons, text = scene.cast.persons, scene.told[number].sentence.text
    if scene.cast.two_sided(who):
        return who
    others = scene.cast.sides(who) - {"PK", None, *FIVE}
    if others and not (scene.cast.sides(who) & FIVE and _SUBJECT.match(text)):
        # He met someone of a third state, not the one spoken of before.
        return who
    if number == 0 or (not who and not both_sides(text) and not PRONOUN.search(text)):
        return who
    found = list(who)
    if "delegation" in text:
        leaders = [n for n, person in enumerate(persons) if "leader_of" in person.kinds]
        led = [n for n in leaders if persons[n].country not in scene.cast.sides(who)][:1]
        led = led or _visiting(scene, number)
        if scene.cast.two_sided([*who, *led]):
            return (*who, *led)
    first = min((mention.start for mention in scene.cast.mentions[number]), default=999)
    alone = match is not None and match.start() < 30 and first >= match.start() and bool(_BARE.match(match[0]))
    refers = alone or both_sides(text) or PRONOUN.search(text)
    for near in (number - 1, number - 2, *((number - 3,) if alone else ()), 0, 1, number + 1):
        if not 0 <= near < len(scene.told) or near == number:
            continue
        if (
            near > 0
            and _ARRIVES.search(scene.told[near].sentence.text)
            and (near > number or _GREETS.search(scene.told[near].sentence.text))
        ):
            continue  # those who receive a guest at the airport
        if not refers and (near not in (number - 1, number + 1) or has_other_side(scene, number, who)):
            continue
        for mention in reversed(present(scene, near)):
            side = persons[mention.person].country
            sides = scene.cast.sides(found)
            wanted = (side == "PK" and "PK" not in sides) or (side in FIVE and not sides & FIVE)
            if wanted and mention.person not in found:
                found.append(mention.person)
        if scene.cast.two_sided(found):
            return tuple(found)
    return who


_ARRIVES = re.compile(r"\b(?:[Oo]n\s+(?:his\s+|her\s+)?arrival|[Aa]irport|[Aa]irbase)\b")
_GREETS = re.compile(r"\b(?:received|welcomed|greeted|seen\s+off)\b")
_SUBJECT = re.compile(
    r"(?:(?:Earlier|Later|Separately|Meanwhile),?\s+)?(?:He|She|The\s+(?:\w+\s+)?(?:minister|president|premier|PM))\b",
    re.I,
)
_DELEGATION = re.compile(r"\bthe\s+(?:\w+\s+)?delegation\b")


def _visiting(scene: Scene, number: int) -> list[int]:
    """ "Received the Turkmen delegation": the one of that state whom the opening names."""
    line, persons = scene.told[number], scene.cast.persons
    match = _DELEGATION.search(line.sentence.text)
    state = match and next(
        (t.state for t in line.tokens if match.start() <= t.start < match.end() and t.is_country), None
    )
    opening = {m.person for mentions in scene.cast.mentions[:2] for m in mentions}
    of = [person for person in sorted(opening) if state and persons[person].country == state]
    return of if len(of) == 1 else []


def with_counterpart(scene: Scene, number: int, who: tuple[int, ...]) -> tuple[int, ...] | None:
    """Him and "his Tajik counterpart": the one of that state with such an office, if the article names one."""
    line, persons = scene.told[number], scene.cast.persons
    match = re.search(r"\bcounterparts?\b", line.sentence.text)
    if not match or number == 0 or scene.cast.two_sided(who):
        return None
    state = next(
        (token.state for token in reversed(line.tokens) if token.state and token.end <= match.start()), scene.partner
    )
    subject = next((p for p in who if persons[p].country != state), None)
    if subject is None:
        earlier = (m.person for n in range(number - 1, max(-1, number - 4), -1) for m in scene.cast.mentions[n])
        subject = next((p for p in earlier if persons[p].country not in (None, state)), None)
    if subject is None or state not in FIVE | {"PK"}:
        return None
    other = next((n for n, p in enumerate(persons) if p.country == state and p.kinds & persons[subject].kinds), None)
    return (subject,) if other is None else (subject, other)


HEADS = frozenset(
    [
        "president",
        "premier",
        "speaker",
        "chairman",
        "army",
        "leader",
        "foreign_minister",
        "deputy_premier",
        "minister",
        "governor",
        "chief_minister",
    ]
)
_THEIRS = re.compile(
    r"\b(?:counterparts?|office[\s-]bearers|leaders|traders|exporters|industrialists|colleagues?|management|executives|circles|lawmakers|deputies|experts|delegations?|officials|leadership|representatives|authorities|businessmen|members|parliamentarians|ministers|envoys)\b",
    re.I,
)
#: What stands behind is who tells of it.
_TOLD_BY = re.compile(r",\s+(?=[^,]{0,80}\b(?:said|told|added|complained|announced)\b[^,]*$)")
_BESIDE = re.compile(r",\s+(?:from|in|to|with|by)\s+(?:which|whom)\b")
_TRADERS = re.compile(r"\b(?:business\s+leaders|businessmen|traders|exporters|industrialists|entrepreneurs)\b", re.I)


#: A parliament's group for friendship with the other side meets among itself.
_OWN_GROUP = re.compile(r"\b[Ff]riendship\s+[Gg]roup\b|\bPFG\b")


def _guest_near(scene: Scene, number: int) -> bool:
    """Whether someone of the other side is spoken of in this sentence or the two behind."""
    near = (m.person for mentions in scene.cast.mentions[number : number + 3] for m in mentions)
    return any(scene.cast.persons[person].country in FIVE for person in near)


def has_other_side(scene: Scene, number: int, who: tuple[int, ...]) -> bool:
    """Whether someone without a name sits on the other side: "his Tajik counterpart", "officials of Kyrgyzstan"."""
    text = scene.told[number].sentence.text
    told = _BESIDE.split(_TOLD_BY.split(text)[0])[0]
    named = {token.state for token in scene.told[number].tokens if token.is_country and token.start < len(told)}
    named |= {"PK"} if _TRADERS.search(told) and "PK" in scene.states[number] else set()
    sides = {side for side in scene.cast.sides(who) if side}
    if not who and _OWN_GROUP.search(text) and not _guest_near(scene, number):
        return False
    if not who:
        return (
            number > 0
            and "PK" in named
            and bool(named & FIVE)
            and bool(_THEIRS.search(text) or "Officials" in text or "meeting of the" in text or _between(scene, number))
            or number > 0
            and "onsultations" in text
            and {"PK"} < scene.near(number) & {"PK", *FIVE}
        )
    if number == 0:
        return "PK" in named | sides and bool((named | sides) & FIVE)
    many = _OFFICES_OF.search(told)
    if many and "PK" in sides and _named_after(scene, number, many.start()) & FIVE:
        return True
    unnamed = {title.side or _home_of(scene, title) for title in scene.told[number].titles} - sides - {None}
    if len(sides) == 1 and ("PK" in unnamed and sides & FIVE or "PK" in sides and unnamed & FIVE):
        return True
    return bool(_THEIRS.search(text)) and "PK" in named | sides and bool((named | sides) & FIVE) and len(sides) == 1


#: "The foreign ministers of Iran, Tajikistan and Turkiye".
_OFFICES_OF = re.compile(
    r"\b(?:[Pp]residents|[Ll]eaders|[Mm]inisters|[Pp]remiers|[Ss]peakers|[Cc]ounterparts|[Hh]eads\s+of\s+state)\s+(?:of|from)\b"
)


def _named_after(scene: Scene, number: int, start: int) -> set[str | None]:
    """The states that a sentence names from character `start` on."""
    return {token.state for token in scene.told[number].tokens if token.is_country and token.start >= start}


def _home_of(scene: Scene, title: Title) -> str | None:
    """ "The Prime Minister" without a name or state: of the state whose press tells of him."""
    return (scene.home or "PK") if title.kind in HEADS and title.definite and not title.plural else None


_TWO = re.compile(r"\bbetween\s+(?:the\s+)?([^.;]{3,110}?)\s+and\s+(?:the\s+)?([^.;,]{3,70})")


def _between(scene: Scene, number: int) -> bool:
    """Whether states meet: "between Pakistan and Tajikistan", "Pakistan-Tajikistan consultations"."""
    told = scene.told[number].tokens
    if parted := _TWO.search(scene.told[number].sentence.text):
        one = {token.state for token in told if token.is_country and parted.start(1) <= token.start < parted.end(1)}
        other = {token.state for token in told if token.is_country and parted.start(2) <= token.start < parted.end(2)}
        if (one == {"PK"} and other & FIVE) or (other == {"PK"} and one & FIVE):
            return True
    for at, token in enumerate(told):
        if not token.is_country or at + 2 >= len(told):
            continue
        after = next((n for n in range(at + 1, min(at + 7, len(told))) if told[n].is_country), None)
        if after is None or {token.state, told[after].state} - {"PK", *FIVE} or token.state == told[after].state:
            continue
        if any(word.plain in ("friendship", "pfg") for word in told[after + 1 : after + 4]):
            continue  # the one parliament's own group
        joins = {word.plain for word in told[at + 1 : after]}
        if joins <= {"-", "–"} or (
            joins <= {"and", "the", "republic", "of", "islamic"} and told[at - 1].plain in ("between", "of", "the")
        ):
            return True
    return False
