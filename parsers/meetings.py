"""A sentence → the meetings and telephone calls of both sides that it tells of, with those who took part."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from items import EventType
from parsers.mentions import both_sides
from parsers.occasions import next_round, round_ahead
from parsers.offices import Title
from parsers.parties import parties
from parsers.phrases import phrase
from parsers.scene import FIVE, Frame, Scene, distinct, seat_in
from parsers.visits import GOING
from parsers.wording import frame, is_background, is_real, present

_PRONOUN = re.compile(
    r"\b(?:him|her|his|he|she|hosts?|guests?|them|visitors?|dignitary|the\s+delegation|visiting\s+side)\b", re.I
)
_THEIRS = re.compile(
    r"\b(?:counterparts?|office[\s-]bearers|leaders|traders|exporters|industrialists|colleagues?|management|executives|circles|lawmakers|deputies|experts|delegations?|officials|leadership|representatives|authorities|businessmen|members|parliamentarians|ministers|envoys)\b",
    re.I,
)
_GROUP_SESSION = re.compile(
    r"\b(?:meeting|talks|session)\s+of\s+(?:the\s+)?[^.;]{0,70}?\b(?:[Cc]ommission|[Ww]orking\s+[Gg]roup|[Cc]ouncil|JWG|IGC|JMC)\b"
)
#: "The session of the commission met here": a forum.
_GROUP_MEETS = re.compile(r"\b(?:commission|council|committee|group|JMC|IGC|JWG),?\s+(?:which\s+|that\s+)?$", re.I)
_BODY_MET = re.compile(r"\b(?:session|commission|council|committee|working\s+group|JMC|IGC|JWG)\b[^.;,]{0,110}$", re.I)
_TOGETHER = re.compile(r"\b(?:discuss(?:ed|es)?|reviewed|reviews?|exchanged?\s+views|agreed?|agrees)\b")
_PLURAL = re.compile(
    r"\b(?:meetings|talks|calls|separate|separately|several|besides|held\s+meetings|apart\s+from)\b", re.I
)
_HEADS = frozenset(
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


def meetings(scene: Scene, number: int) -> Iterator[Frame]:
    """Meetings and calls told of by one sentence."""
    text = scene.told[number].sentence.text
    if line_up := _credentials(scene, number):
        yield from line_up
        return
    if call := next(iter(scene.told[number].phrases("call")), None):
        who = _present(scene, number)
        if not is_background(scene, text, call) and is_real(text, call):
            who = _completed(scene, number, who)
            if scene.cast.two_sided(who) or (who and number and _other_side(scene, number, who)):
                yield frame(scene, number, "call", who, call)
        return
    matches = _told(scene, number) or _together(scene, number)
    if ahead := round_ahead(scene.told[number]) if next_round(scene, number) else None:
        matches = [match for match in matches if match.end() <= ahead.start()]
    if not matches:
        return
    session = _GROUP_SESSION.search(text, max(0, matches[0].start() - 8))
    if session and session.start() <= matches[0].end():
        return
    by_someone = any(mention.end <= matches[0].start() for mention in scene.cast.mentions[number])
    if matches[0][0].lower().startswith("met") and not by_someone and _BODY_MET.search(text, 0, matches[0].start()):
        return
    told: list[set[int]] = []
    for match in matches:
        for made in _by_verb(scene, number, match, matches, whole=not told):
            new = set(made.persons)
            if not any(new <= known or known <= new for known in told):
                told.append(new)
                yield replace(made, anew=made.anew or len(told) > 1)


#: "Talks with the minister were held": the one of whom the text tells is not named again.
_BARE = re.compile(r"(?:talks|negotiations|(?:a\s+)?meetings?|consultations|conversation|following|after)\b", re.I)


def _credentials(scene: Scene, number: int) -> list[Frame]:
    """Envoys of several states present their credentials: one meeting with the head of state for each of the sides'."""
    match = next(iter(scene.told[number].phrases("credentials")), None)
    if match is None or number == 0 or not is_real(scene.told[number].sentence.text, match):
        return []
    persons, here = scene.cast.persons, _present(scene, number)
    near = [m.person for n in range(number, min(number + 3, len(scene.told))) for m in scene.cast.mentions[n]]
    envoys = [
        p for p in dict.fromkeys(near) if "ambassador" in persons[p].kinds and persons[p].country in {"PK", *FIVE}
    ]
    hosts = [p for p in here if persons[p].kinds & {"president", "leader"}]
    meets = [(p, host) for p in envoys for host in hosts[:1] if scene.cast.two_sided((p, host))]
    return [replace(frame(scene, number, "meeting", pair, match), anew=True) for pair in meets]


def _by_verb(
    scene: Scene, number: int, match: re.Match[str], matches: Sequence[re.Match[str]], *, whole: bool
) -> Iterator[Frame]:
    """Meetings told of by one verb; `whole` says that all whom the sentence names may be meant."""
    text = scene.told[number].sentence.text
    who = _present(scene, number)
    campus = re.match(r"visit\w*\s+(?:to\s+)?[^.;]*?(?:University|Institute)", match[0], re.I)
    if campus and len({scene.cast.persons[p].country for p in who}) < 2:
        return
    if whole and scene.told[number].phrases("body_visit") and (yield from _at_a_body(scene, number, who, match)):
        return
    if re.match(r"(?:will|would)\s+meet", match[0], re.I) and _GROUP_MEETS.search(text, 0, match.start()):
        return
    if phrase("not_meeting").search(text[: match.end() + 40]) or _at_the_airport(text, match):
        return
    if _KNOWN.match(match[0]) and not who and number:
        return  # "During the meeting, … was noted"
    welcomed = re.match(r"(?:He|She|The\s+\w+)\s+(?:was|were)\s+(?:received|greeted|welcomed)\s+by\b", text)
    if welcomed and number and scene.told[number - 1].phrases("arrive"):
        return
    known = _KNOWN.search(text, max(0, match.start() - 16), match.end())
    if known and known.end() >= match.end() - 5 and scene.told[number].phrases("attended"):
        return
    kind: EventType = "call" if _by_telephone(scene, number, match) else "meeting"
    narrow = parties(scene, number, match)
    if scene.cast.two_sided(narrow):
        if several := _one_after_another(scene, number, narrow, matches) if whole else []:
            yield from several
        else:
            yield from _parted(scene, number, frame(scene, number, kind, narrow, match))
        return
    if not whole:
        return
    who = _without_speaker(scene, number, who, match)
    base = narrow if narrow and number else who
    completed = _with_counterpart(scene, number, base) or _completed(scene, number, base, match)
    if not scene.cast.two_sided(completed):
        completed = _with_counterpart(scene, number, who) or _completed(scene, number, who)
    if several := _one_after_another(scene, number, completed, matches):
        yield from several
    elif scene.cast.two_sided(completed):
        yield from _parted(scene, number, frame(scene, number, kind, completed, match))
    elif (
        match[0].startswith("summoned")
        and scene.states[number] & FIVE
        or _other_side(scene, number, completed)
        and not (number and _travels(text))
    ):
        yield frame(scene, number, "meeting", completed, match)


#: "Were also present in the meeting" tells of no other meeting.
_KNOWN = re.compile(r"\b(?:in|during|at|attended|joined)\s+the\s+(?:[\w-]+\s+)?(?:meeting|interaction|talks)", re.I)


def _together(scene: Scene, number: int) -> list[re.Match[str]]:
    """ "X and Y discussed trade": the verb, where the one side and the other are its subjects."""
    text = scene.told[number].sentence.text
    match = _TOGETHER.search(text)
    if not match or not is_real(text, match) or is_background(scene, text, match):
        return []
    before = [m for m in present(scene, number) if m.end <= match.start()]
    joined = len(before) == 2 and re.search(r"\band\b|,|&", text[before[0].end : before[1].start])
    close = before and match.start() - before[-1].end < 40
    return [match] if joined and close and scene.cast.two_sided(distinct(before)) else []


def _by_telephone(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether "the conversation" is the one by telephone of which a sentence before tells."""
    spoken = re.search(r"conversation|spoke|talk", match[0], re.I)
    return bool(spoken) and any(line.phrases("call") for line in scene.told[:number])


def _travels(text: str) -> bool:
    """Whether the sentence tells of a journey, to which talks without a partner belong."""
    return any(phrase(kind).search(text) for kind in GOING)


def _with_counterpart(scene: Scene, number: int, who: tuple[int, ...]) -> tuple[int, ...] | None:
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


def _told(scene: Scene, number: int) -> list[re.Match[str]]:
    """The words that tell of a meeting as a fact or a plan."""
    text = scene.told[number].sentence.text
    found = scene.told[number].phrases("meeting", "body_visit")
    real = (match for match in found if not is_background(scene, text, match) and is_real(text, match))
    return list(islice(real, _MOST_VERBS))


#: Verbs of meeting that are read in one sentence; no sentence tells of more, and it bounds the work.
_MOST_VERBS = 12


def _present(scene: Scene, number: int) -> tuple[int, ...]:
    return distinct(present(scene, number))


def _completed(scene: Scene, number: int, who: tuple[int, ...], match: re.Match[str] | None = None) -> tuple[int, ...]:
    """The other side looked up where the sentence says only "him", "the two leaders" or has no subject at all."""
    persons, text = scene.cast.persons, scene.told[number].sentence.text
    if scene.cast.two_sided(who):
        return who
    if scene.cast.sides(who) - {"PK", None, *FIVE} and not scene.cast.sides(who) & FIVE:
        # He met someone of a third state, not the one spoken of before.
        return who
    if number == 0 or (not who and not both_sides(text) and not _PRONOUN.search(text)):
        return who
    found = list(who)
    if "delegation" in text:
        leaders = [n for n, person in enumerate(persons) if "leader_of" in person.kinds]
        found += [
            n for n in leaders if persons[n].country not in scene.cast.sides(who) and scene.told[number].sentence
        ][:1]
        if scene.cast.two_sided(found):
            return tuple(found)
        found = list(who)
    first = min((mention.start for mention in scene.cast.mentions[number]), default=999)
    alone = match is not None and match.start() < 30 and first >= match.start() and bool(_BARE.match(match[0]))
    for near in (number - 1, number - 2, *((number - 3,) if alone else ()), 0, 1, number + 1):
        if not 0 <= near < len(scene.told) or near == number:
            continue
        if not (
            _PRONOUN.search(text)
            or both_sides(text)
            or alone
            or near in (number - 1, number + 1)
            and not _names_other(scene, number, who)
        ):
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


def _at_the_airport(text: str, match: re.Match[str]) -> bool:
    """Whether it is a guest's reception on arrival, which belongs to the visit."""
    return bool(
        re.search(
            r"\b(?:[Aa]irport|[Aa]irbase|[Aa]ir\s+[Bb]ase|on\s+(?:his|her|their)\s+arrival|sees?\s+off|seen\s+off|saw\s+off)\b",
            text,
        )
    ) and bool(re.match(r"receiv|was|were|welcom|saw", match[0]))


def _names_other(scene: Scene, number: int, who: Sequence[int]) -> bool:
    """Whether someone without a name sits on the other side: "his Tajik counterpart", "officials of Kyrgyzstan"."""
    return bool(_other_side(scene, number, tuple(who)))


def _home_of(scene: Scene, title: Title) -> str | None:
    """ "The Prime Minister" without a name or state: of the state whose press tells of him."""
    return (scene.home or "PK") if title.kind in _HEADS and title.definite and not title.plural else None


#: What stands behind is who tells of it.
_TOLD_BY = re.compile(r",\s+(?=[^,]{0,80}\b(?:said|told|added|complained|announced)\b[^,]*$)")
_BESIDE = re.compile(r",\s+(?:from|in|to|with|by)\s+(?:which|whom)\b")
_TRADERS = re.compile(r"\b(?:business\s+leaders|businessmen|traders|exporters|industrialists|entrepreneurs)\b", re.I)


def _other_side(scene: Scene, number: int, who: tuple[int, ...]) -> bool:
    text = scene.told[number].sentence.text
    told = _BESIDE.split(_TOLD_BY.split(text)[0])[0]
    named = {token.state for token in scene.told[number].tokens if token.is_country and token.start < len(told)}
    named |= {"PK"} if _TRADERS.search(told) and "PK" in scene.states[number] else set()
    sides = {side for side in scene.cast.sides(who) if side}
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
    unnamed = {title.side or _home_of(scene, title) for title in scene.told[number].titles} - sides - {None}
    if len(sides) == 1 and ("PK" in unnamed and sides & FIVE or "PK" in sides and unnamed & FIVE):
        return True
    return bool(_THEIRS.search(text)) and "PK" in named | sides and bool((named | sides) & FIVE) and len(sides) == 1


_TWO = re.compile(r"\bbetween\s+(?:the\s+)?([^.;]{3,110}?)\s+and\s+(?:the\s+)?([^.;,]{3,70})")


def _between(scene: Scene, number: int) -> bool:
    """Whether states meet: "between Pakistan and Tajikistan", "Pakistan-Tajikistan consultations"."""
    told = scene.told[number].tokens
    if parted := _TWO.search(scene.told[number].sentence.text):
        one = {token.state for token in told if parted.start(1) <= token.start < parted.end(1)} - {None}
        other = {token.state for token in told if parted.start(2) <= token.start < parted.end(2)} - {None}
        if (one == {"PK"} and other & FIVE) or (other == {"PK"} and one & FIVE):
            return True
    for at, token in enumerate(told):
        if not token.is_country or at + 2 >= len(told):
            continue
        after = next((n for n in range(at + 1, min(at + 7, len(told))) if told[n].is_country), None)
        if after is None or {token.state, told[after].state} - {"PK", *FIVE} or token.state == told[after].state:
            continue
        joins = {word.plain for word in told[at + 1 : after]}
        if joins <= {"-", "–"} or (
            joins <= {"and", "the", "republic", "of", "islamic"} and told[at - 1].plain in ("between", "of", "the")
        ):
            return True
    return False


def _at_a_body(scene: Scene, number: int, who: tuple[int, ...], match: re.Match[str]) -> Generator[Frame, None, bool]:
    """An envoy at a chamber or a university: a meeting with those who speak there."""
    text = scene.told[number].sentence.text
    guests = [person for person in who if scene.cast.persons[person].country in FIVE]
    if not guests and _PRONOUN.search(text):
        earlier = (
            m.person for n in range(number - 1, max(-1, number - 4), -1) for m in reversed(scene.cast.mentions[n])
        )
        guests = [p for p in earlier if scene.cast.persons[p].country in FIVE][:1]
    if not guests and "delegation" in text:
        after = [m.person for n in (number, number + 1) if n < len(scene.told) for m in scene.cast.mentions[n]]
        led = [p for p in after if "leader_of" in scene.cast.persons[p].kinds]
        guests = [p for p in led if scene.cast.persons[p].country in FIVE][:1]
    if not guests:
        return False
    body = re.search(r"\b\w*CCI\b|Chambers? of Commerce|University|Institute|Association|APTMA", text)
    words = body[0] if body else "Chamber"
    hosts = [
        person
        for person, known in enumerate(scene.cast.persons)
        if known.country == "PK"
        and not known.former
        and known.office
        and (words in known.office or (re.search("CCI|Chamber", words) and "Chamber" in known.office))
    ]
    made = frame(scene, number, "meeting", tuple(dict.fromkeys([*guests, *hosts])), match)
    made = replace(
        made, persons=tuple(dict.fromkeys([*made.persons, *(p for p in who if scene.cast.persons[p].country == "PK")]))
    )
    if (
        not hosts
        and len(made.persons) == len(guests)
        and re.match(r"University|Institute", words)
        and match[0].startswith("visit")
    ):
        return False
    yield replace(made, place=made.place or seat_in(text, scene.told[number].tokens))
    return True


def _one_after_another(
    scene: Scene, number: int, who: tuple[int, ...], matches: Sequence[re.Match[str]]
) -> list[Frame]:
    """ "Will hold talks with X and meet Y": one meeting for each verb that has an object of its own."""
    if len(matches) < 2 or not scene.cast.two_sided(who):
        return []
    mentions, persons = present(scene, number), scene.cast.persons
    ends = [match.start() for match in matches[1:]] + [len(scene.told[number].sentence.text)]
    objects = [
        tuple(dict.fromkeys(m.person for m in mentions if match.end() <= m.start < end))
        for match, end in zip(matches, ends, strict=True)
    ]
    flat = [person for group in objects for person in group]
    sides = {persons[person].country for person in flat}
    subjects = tuple(person for person in who if person not in flat)
    if (
        not all(objects)
        or len(set(flat)) != len(flat)
        or len(sides) != 1
        or not scene.cast.two_sided((*subjects, flat[0]))
    ):
        return []
    first = frame(scene, number, "meeting", subjects, matches[0])
    return [
        replace(frame(scene, number, "meeting", (*subjects, *group), match), anew=position > 0, status=first.status)
        for position, (match, group) in enumerate(zip(matches, objects, strict=True))
    ]


def _parted(scene: Scene, number: int, whole: Frame) -> Iterator[Frame]:
    """ "Had talks with the president, the premier and the army chief": one meeting each."""
    persons, text = scene.cast.persons, scene.told[number].sentence.text
    home = [p for p in whole.persons if persons[p].country == "PK"]
    away = [p for p in whole.persons if persons[p].country in FIVE]
    few, many = (home, away) if len(home) <= len(away) else (away, home)
    heads = [p for p in many if persons[p].kinds & _HEADS]
    others = [p for p in whole.persons if p not in (*few, *many)]
    tops = [p for p in many if persons[p].kinds & {"president", "premier"}]
    if (
        len(few) == 1
        and len(heads) == len(many)
        and len(many) + len(others) > 1
        and (_PLURAL.search(text) or len(tops) == len(many))
        and not re.search(r"\bjoint\b|\btogether\b|\ba\s+meeting\b", text)
    ):
        for other in many:
            yield replace(whole, persons=(few[0], other), anew=True)
    else:
        yield whole


# --- what else a sentence says of an event ----------------------------------------------------------------------------


def _without_speaker(scene: Scene, number: int, who: tuple[int, ...], match: re.Match[str]) -> tuple[int, ...]:
    """Without the one who only tells of the meeting: "officials will meet, X told reporters"."""
    text = scene.told[number].sentence.text
    speakers = {
        m.person
        for m in scene.cast.mentions[number]
        if m.start > match.end() and re.match(r",?\s+(?:told|said|announced|informed)\b", text[m.end :])
    }
    if speakers and re.match(
        r"\W*(?:[A-Z]\w+\s+)?(?:officials|delegations|representatives|experts|teams|heads)\b", text, re.I
    ):
        return tuple(person for person in who if person not in speakers)
    return who
