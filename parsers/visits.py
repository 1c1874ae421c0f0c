"""A sentence → the visits of one side to the other that it tells of, with the travellers and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from parsers.days import day_of
from parsers.destinations import destination
from parsers.lexicon import cities, heads, states
from parsers.mentions import Mention
from parsers.office_names import DIPLOMATS
from parsers.phrases import phrase
from parsers.scene import FIVE, Frame, Scene
from parsers.tokens import Token
from parsers.wording import frame, is_background, is_denied, present

#: Kinds of phrases that tell of someone's going somewhere.
GOING = ("arrive", "depart", "visit", "stay", "delegation")
_GROUP = re.compile(
    r"\b(?:delegations?|team|mission|group|party|batch|businessmen|businesswomen|officials|trainees|students|exporters|traders|"
    r"experts|members|parliamentarians|journalists|artists|convoy\s+of)\b",
    re.I,
)
_ARRIVAL = re.compile(
    r"(?:ha(?:s|d|ve)\s+(?:already\s+)?)?(?:arriv|reach|land|touch|left|depart|leav|set\s|flew|flown)", re.I
)
_PRONOUN = re.compile(r"\b(?:he|she|his|her|who|they|their|them|visitor|guest|dignitary|delegation)\b", re.I)
_ASKED = re.compile(
    r"\b(?:asked|invited|told|directed|invitation\s+to|invitation\s+for|extended\s+an\s+invitation\s+to)\s+(?P<guest>[^.;]{3,80}?)\s+to\s+(?:come\s+to|go\s+to|visit|pay|undertake)\b"
)


def _is_old(scene: Scene, day: str) -> bool:
    """Whether "during his visit in February" is told months later."""
    return scene.today is not None and day < (scene.today - timedelta(days=21)).isoformat()[: len(day)]


def _is_home(scene: Scene, match: re.Match[str], state: str) -> bool:
    """Whether the guests only go on within the country from which the article is told: "the delegation leaves for"."""
    here = cities()[scene.here][1] if scene.here else None
    return match.re is phrase("depart") and here == state


#: What is told of the end of a visit says nothing of its first day.
_ENDS = re.compile(
    r"\b(?:conclud\w+|complet\w+|wrapped\s+up|wound\s+up|for\s+home|at\s+the\s+end|seen\s+off|return\w*\s+home)\b", re.I
)
#: Goods and figures reach and come as well.
_THINGS = re.compile(
    r"\b(?:goods|products|consignments?|shipments?|cargo|containers?|trucks?|exports|imports|trade|flights?|trains?|medicines|prices?|"
    r"students|evacuees|passengers|nationals|citizens|pilgrims|amounts?|volumes?|turnover|messages?|news|gas|electricity|wheat|aircraft|plane)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)


def visits(scene: Scene, number: int) -> Iterator[Frame]:
    """Visits told of by one sentence, each destination once."""
    text = scene.told[number].sentence.text
    seen: set[tuple[str, tuple[int, ...]]] = set()
    line = scene.told[number]
    for match in [*line.phrases(*GOING), *line.phrases("coming")]:
        found = destination(scene, number, match)
        if found is None and match.re is phrase("coming"):
            found = _implied(scene, number, match)
        if found is None:
            continue
        city, state = found
        if re.search(r"\bround\s+$", text[: match.start()]) and match[0].lower().startswith("trip"):
            continue
        if _is_home(scene, match, state) and not scene.cast.mentions[number]:
            continue
        if is_denied(text, match) or (
            match.re in (phrase("arrive"), phrase("depart"))
            and _THINGS.search(text, max(0, match.start() - 40), match.start())
        ):
            continue
        accepted = _is_accepted(scene, number)
        if (is_background(scene, text, match) and not accepted) or _only_wished(scene, number, match):
            continue
        who = _travellers(scene, number, match, state)
        if who is None or (state, who) in seen:
            continue
        seen.add((state, who))
        made = frame(scene, number, "visit", who, match)
        stay = re.search(r"\b(?:[Dd]uring|[Ii]n\s+the\s+course\s+of)\s+(?:\w+[\s-]+){0,4}$", text[: match.start()])
        inside = stay or re.search(
            r"\b(?:monument|mausoleum|museum|mosque|headquarters|memorial)\b", text[match.start() : match.end() + 50]
        )
        sort = "arrival" if _ARRIVAL.match(match[0]) else ""
        status = "planned" if _accepted(scene, number, match) else made.status
        if match.re is phrase("coming") and status == "held":
            status = "planned"
        since = re.search(r"\bsince\s+([A-Z][a-z]+day|[A-Z][a-z]+\s+\d{1,2}|\d{1,2}\w*\s+[A-Z][a-z]+)\b", text)
        if since and scene.today and made.status == "held":
            made = replace(made, date=day_of(since[1], scene.today, ahead=False))
        if inside and made.status == "held" and made.date and _is_old(scene, made.date):
            continue
        ending = _ENDS.search(text, max(0, match.start() - 60), match.end() + 30)
        made = replace(made, date=None) if inside or (ending and status == "held") else made
        yield replace(made, place=city, sort=state, status=status, video=bool(sort) and not ending)


def _implied(scene: Scene, number: int, match: re.Match[str]) -> tuple[str | None, str] | None:
    """Where someone comes who "is due on Monday": to the other side, if the article names one only."""
    text, persons = scene.told[number].sentence.text, scene.cast.persons
    near = [
        m.person
        for m in scene.cast.mentions[number]
        if abs(m.start - match.end()) < 90 or abs(match.start() - m.end) < 90
    ]
    holder = _holder_named_before(scene, number, match)
    sides = {persons[person].country for person in ([holder] if holder is not None else near)} & {"PK", *FIVE}
    if len(sides) != 1 or re.search(
        r"\b(?:flight|goods|shipment|consignment|session|meeting)\b", text[: match.start()]
    ):
        return None
    if sides == {"PK"}:
        others = frozenset().union(*scene.states) & FIVE
        return (None, next(iter(others))) if len(others) == 1 else None
    return None, "PK"


def _is_accepted(scene: Scene, number: int) -> bool:
    """Whether the sentence, or the next one, says that an invitation was accepted."""
    if phrase("accepted").search(scene.told[number].sentence.text):
        return True
    after = scene.told[number + 1] if number + 1 < len(scene.told) else None
    return bool(after and after.phrases("accepted") and "invitation" in after.sentence.text)


def _accepted(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether it is an invitation that was accepted."""
    text = scene.told[number].sentence.text
    return (
        _is_accepted(scene, number)
        and bool(re.search(r"\b(?:invit\w+|asked|request\w*|come|visit)\b", text))
        and not _ARRIVAL.match(match[0])
    )


def _only_wished(scene: Scene, number: int, match: re.Match[str]) -> bool:
    text = scene.told[number].sentence.text
    before = re.split(r"[;:]|,\s+and\s|\.\s", text[max(0, match.start() - 110) : match.start()])[-1]
    if not phrase("wished").search(before) or _is_accepted(scene, number):
        return False
    moved = re.match(r"(?:arrived|reached|landed|left|departed|set\s+out|flew|travell?ed|went|came)\b", match[0])
    return not (moved and not re.search(r"invit|hope|should|wish", before))


def _travellers(scene: Scene, number: int, match: re.Match[str], state: str) -> tuple[int, ...] | None:
    """Who goes to `state`: those named before the verb, an earlier one for "he", nobody for a delegation."""
    text, persons = scene.told[number].sentence.text, scene.cast.persons
    asked = next((found for found in _ASKED.finditer(text) if found.start() <= match.start() <= found.end() + 5), None)
    if re.search(
        r"\bsend(?:ing|s)?\s+(?:\w+\s+){0,4}(?:delegation|team|mission)\b|\bsent\s+(?:\w+\s+){0,4}(?:delegation|team)\b",
        text[max(0, match.start() - 50) : match.end()],
    ):
        return ()
    mentions = (
        scene.cast.mentions[number] if asked or phrase("accepted").search(text) else present(scene, number, going=True)
    )
    if asked:
        mentions = [m for m in mentions if asked.start("guest") - 4 <= m.start <= asked.end("guest")]

    def goes(person: int) -> bool:
        return crosses(persons[person].country, state) and not (
            persons[person].kinds <= DIPLOMATS and persons[person].kinds and state == post_of(persons[person].office)
        )

    if asked is None and (antecedent := _antecedent(scene, number, match)) is not None:
        return (antecedent,) if goes(antecedent) else None
    if _of_others(scene, number, match):
        return None
    if _is_group(scene, number, match) and _sent(scene, number, match, state):
        return ()
    if re.search(r"\b(?:visits?|trips?|tour|arrival)\s+(?:of|by)\b", match[0], re.I):
        theirs = [m.person for m in mentions if match.start() < m.start <= match.end() + 4 and goes(m.person)]
        if theirs:
            return tuple(dict.fromkeys(theirs))
        if (unnamed := _office_behind(scene, number, match, state)) is not None:
            return unnamed
    before = [m.person for m in mentions if m.start < match.start() and goes(m.person)]
    behind = [m.person for m in mentions if m.start >= match.start() and goes(m.person) and not says(text, m)]
    if before:
        return tuple(dict.fromkeys(before))
    noun = re.match(r"visit|trip|tour|journey|coming", match[0], re.I)
    if behind and (noun or re.search(r"\bby\s", text[match.end() :]) or number == 0 or _GROUP.search(text)):
        if re.search(r"\b(?:his|her)\s+(?:\w+\s+){0,2}$", text[: match.start()]):
            earlier = [m.person for m in scene.cast.mentions[number - 1] if goes(m.person)] if number > 1 else []
            behind = [*earlier[:1], *behind]
        return tuple(dict.fromkeys(behind))
    if (one := _holder_named_before(scene, number, match)) is not None and goes(one):
        return (one,)
    if (
        any(
            title.side
            and crosses(title.side, state)
            and title.kind not in DIPLOMATS
            and scene.told[number].tokens[title.first].start < match.start()
            for title in scene.told[number].titles
        )
        and number
    ):
        return ()
    if _unnamed_office(scene, number, match, state):
        return ()
    if _GROUP.search(text[: max(match.start() + 25, match.end() * bool(noun))]) and _sent(scene, number, match, state):
        return ()
    if _PRONOUN.search(text[: match.start() + 4]) or number == 0:
        for near in range(number - 1, max(-1, number - 4), -1):
            earlier = [m.person for m in scene.cast.mentions[near] if goes(m.person)]
            if earlier:
                return (earlier[-1 if near else 0],)
    return None


_WHO = re.compile(r",\s+who\s+(?:has\s+|had\s+|is\s+|was\s+|will\s+)?(?:\w+\s+){0,2}$")


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


def _unnamed_office(scene: Scene, number: int, match: re.Match[str], state: str) -> bool:
    """ "The Kyrgyz foreign minister's trip to": an office of the other side without a name."""
    told = scene.told[number].tokens
    at = next((n for n in range(len(told) - 1, -1, -1) if told[n].end <= match.start()), -1)
    if (
        at < 1
        or not told[at].is_possessive
        or (told[at].plain not in heads() and f"{told[at - 1].plain} {told[at].plain}" not in heads())
    ):
        return False
    side = next((token.state for token in reversed(told[max(0, at - 4) : at]) if token.is_country), None)
    return crosses(side, state)


def _office_behind(scene: Scene, number: int, match: re.Match[str], state: str) -> tuple[int, ...] | None:
    """Who goes where "visit of" an office without a name is told: its holder, if the article names him."""
    line, persons = scene.told[number], scene.cast.persons
    noun = re.match(r"(?:\w+\s+){0,4}(?:visits?|trips?|tour|arrival)\s+(?:of|by)\b", match[0], re.I)
    at = match.start() + noun.end() if noun else match.end()
    title = next((it for it in line.titles if 0 <= line.tokens[it.first].start - at <= 5), None)
    if title is None or not crosses(title.side or scene.home, state):
        return None
    side = title.side or scene.home
    holders = [n for n, person in enumerate(persons) if title.kind in person.kinds and person.country == side]
    return (holders[0],) if len(holders) == 1 else ()


def _is_group(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether a delegation without a named leader goes: "he said a delegation of the chamber would leave for"."""
    text = scene.told[number].sentence.text
    groups = [found for found in _GROUP.finditer(text, 0, match.start()) if match.start() - found.end() < 110]
    if not groups or groups[-1][0].lower() in ("officials", "group", "mission", "party") and number == 0:
        return False
    group = groups[-1]
    between = any(group.end() <= m.start < match.start() for m in scene.cast.mentions[number])
    told = re.search(r"\b(?:said|told|announced|informed|added|disclosed|decided|that|agreed)\b", text[: group.start()])
    named = any(m.end <= group.start() for m in scene.cast.mentions[number])
    return (
        not between
        and (bool(told) or not named)
        and not re.search(r"\b(?:led|headed)\s+by\b|\bwith\s+(?:an?|the)\b[^,]*$", text[: match.start()])
    )


def says(text: str, mention: Mention) -> bool:
    """Whether he is the one who tells of it: "…, said X"."""
    return bool(
        re.search(
            r"\b(?:said|says|told|announced|stated|disclosed|added)\s+(?:[A-Z][\w.]*\s+|the\s+|of\s+){0,6}$",
            text[: mention.start],
        )
    )


def _holder_named_before(scene: Scene, number: int, match: re.Match[str]) -> int | None:
    """The one person of the article who holds the office that stands before `match`: "the minister's visit to"."""
    line = scene.told[number]
    kinds = _possessives(line.tokens, match.start())
    if kinds:
        holders = [n for n, person in enumerate(scene.cast.persons) if kinds & person.kinds]
        return holders[0] if len(holders) == 1 else None
    for title in reversed(line.titles):
        if line.tokens[title.first].start < match.start() and not title.plural:
            holders = [n for n, person in enumerate(scene.cast.persons) if title.kind in person.kinds]
            return holders[0] if len(holders) == 1 else None
    return None


def _possessives(told: Sequence[Token], end: int) -> frozenset[str]:
    """Kinds of the office in "the SAPM's forthcoming", where it stands before character `end`."""
    for at in range(len(told) - 1, 0, -1):
        if told[at].end <= end and told[at].is_possessive and not told[at].state:
            for name in (f"{told[at - 1].plain} {told[at].plain}", told[at].plain):
                if name in heads():
                    return frozenset([heads()[name][0]])
            return frozenset()
    return frozenset()


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


def crosses(home: str | None, state: str) -> bool:
    """Whether going from `home` to `state` is going from one side to the other."""
    return (home == "PK" and state in FIVE) or (home in FIVE and state == "PK")
