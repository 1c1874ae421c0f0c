"""Sentences → the persons named in them, with office and side, and where each is spoken of again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from items import Passage
from parsers.lexicon import CITY, STATE, TOPIC, cities, holders, state_names, states
from parsers.sentences import Sentence

_TOPICS = rf"{TOPIC}(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s*&\s*){TOPIC})*(?:\s+(?:Division|Affairs|Ministry))?"
_OF_STATE = rf"(?:(?:the\s+)?(?:Islamic\s+)?Republic\s+of\s+)?(?:the\s+)?{STATE}(?:\s+Republic)?"
_BODY = (
    rf"(?:(?:the\s+)?(?:(?:{STATE}|{CITY}|[A-Z][\w&-]*)\s+){{0,5}}(?:Chambers?\s+of\s+Commerce(?:\s+(?:and|&)\s+Industry)?|University(?:\s+of\s+[A-Z]\w+)?|"
    r"Corporation|Commission|Association|Authority|Agency|Council|Bank|Airlines|Airways|Company|Committee|Board|Institute|Center|Centre|Cell|Forum|Federation|Fund|Railways|Group)"
    r"|(?:the\s+)?[A-Z]{3,6}\b)"
)
_RANK = r"(?:Acting\s+|Deputy\s+|First\s+Deputy\s+|First\s+|Vice\s+|Senior\s+Vice\s+|Federal\s+|State\s+|Caretaker\s+|Interim\s+|Former\s+|former\s+|Resident\s+|Additional\s+)*"
_OFFICES = (
    rf"Deputy\s+Prime\s+Minister(?:\s*(?:and|/|,)\s*(?:the\s+)?(?:Federal\s+)?(?:Foreign\s+Minister|Minister\s+(?:for|of)\s+{_TOPICS}))?",
    r"(?:[Pp]rime\s+[Mm]inister|PM)['’]s\s+(?:[Ss]pecial\s+[Aa]ssistant|[Aa]dvis[eo]r|[Ss]pecial\s+[Ee]nvoy)(?:\s+(?:on|for)\s+"
    + _TOPICS
    + ")?",
    r"(?:Special\s+Assistant|Advis[eo]r|SAPM|Special\s+Envoy)(?:\s+to\s+(?:the\s+)?(?:Prime\s+Minister|PM|President|Chief\s+Minister))?(?:\s+(?:on|for)\s+"
    + _TOPICS
    + ")?",
    r"(?:Prime\s+Minister|Premier|PM)",
    rf"{_RANK}(?:Minister|Secretary)(?:\s+of\s+State)?\s+(?:for|of)\s+(?:the\s+)?(?:Ministry\s+of\s+)?{_TOPICS}",
    rf"{_RANK}(?:Foreign|{TOPIC})\s+(?:Minister|Secretary)",
    r"Foreign\s+Minister|FM|Minister\s+of\s+State|Minister|[Mm]inister",
    r"Chief\s+Minister(?:\s+of)?(?:\s+(?:Punjab|Sindh|Balochistan|Khyber\s+Pakhtunkhwa|KP))?|(?:Punjab|Sindh|Balochistan|Khyber\s+Pakhtunkhwa|KP)\s+(?:Chief\s+Minister|Governor)",
    r"(?:Governor|Mayor|Akim|Hokim)(?:\s+of)?(?:\s+(?:the\s+)?(?:Punjab|Sindh|Balochistan|Khyber\s+Pakhtunkhwa|KP|State\s+Bank(?:\s+of\s+Pakistan)?|"
    + CITY
    + r"))?",
    rf"{_RANK}Speaker(?:\s+of)?(?:\s+(?:the\s+)?(?:Punjab\s+Assembly|National\s+Assembly|Lower\s+House|Legislative\s+Chamber|Jogorku\s+Kenesh|Mejlis|Majilis|Parliament))?(?:\s+of\s+(?:the\s+)?(?:Oliy\s+Majlis|Parliament))?",
    rf"(?:NA|National\s+Assembly)\s+{_RANK}Speaker|Senate\s+{_RANK}Chairman",
    rf"{_RANK}Chair(?:man|person|woman)(?:\s+of)?(?:\s+(?:the\s+)?(?:Senate|National\s+Assembly|Lower\s+House|Mejlis|Majilis|Parliament|Cabinet|Halk\s+Maslahaty|{_BODY}))?(?:\s+of\s+(?:the\s+)?(?:Oliy\s+Majlis|(?:\w+\s+)?Parliament))?",
    rf"{_RANK}(?:[Aa]mbassador|[Ee]nvoy|High\s+Commissioner)(?:[-\s]+[Dd]esignate)?",
    r"(?:Acting\s+)?Charg[eé]\s+d['’]Affaires|Honorary\s+Consul(?:[-\s]General)?|Consul[-\s]General|Defen[cs]e\s+Attach[eé]|Trade\s+(?:and\s+Investment\s+)?(?:Counsell?or|Attach[eé])|(?:Deputy\s+)?Head\s+of\s+Mission",
    r"Chief\s+of\s+(?:the\s+)?(?:Army|Air|Naval|General|Defence)\s+Staff|COAS|Chairman\s+Joint\s+Chiefs\s+of\s+Staff\s+Committee|Army\s+Chief|Air\s+Chief",
    rf"{_RANK}President(?:(?:\s+of)?\s+(?:the\s+)?{_BODY})?",
    rf"(?:{_BODY}\s+){_RANK}(?:President|Chairman|Chairperson|Director\s+General|Secretary\s+General|CEO|Chief)",
    rf"(?:Chief\s+Executive(?:\s+Officer)?|CEO|Managing\s+Director|{_RANK}Director[-\s]General|{_RANK}Director|{_RANK}Secretary[-\s]General|Vice[-\s]Chancellor|Rector|Head|National\s+Leader)(?:\s+of)?(?:\s+(?:the\s+)?{_BODY})?",
    r"(?:Foreign|Commerce|Finance|Interior|Defen[cs]e|Cabinet)\s+Secretary|Senator",
)
_OFFICE = "(?:" + "|".join(_OFFICES) + ")"
_BEFORE = rf"(?:(?:(?:the\s+)?(?:Republic\s+of\s+)?(?P<before>{STATE})(?:['’]s?)?\s+(?:newly[-\s]appointed\s+|visiting\s+|outgoing\s+|new\s+)?))?"
_AFTER = rf"(?P<after>(?:\s+of\s+{_OF_STATE})?(?:\s+(?:to|in|for)\s+{_OF_STATE}(?:\s+and\s+{STATE})?)?)"
_HONORIFIC = r"(?:(?:H\.?\s?E\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Engr\.?|Engineer|Syed|Lt\.?|Lieutenant|Maj\.?|Major|Gen\.?|General|Col\.?|Colonel|Brig\.?|Field\s+Marshal|Admiral|Air\s+Chief\s+Marshal|\(r\)|\(retd\)|Retired|Senator|Hon\.?|Sardar)\s+)*"
_WORD = r"(?:[A-Z][^\W\d_]*(?:[-’'][^\W\d_]+)*|[A-Z]\.)"
_NAME = rf"{_WORD}(?:\s+(?:{_WORD}|ul|al|bin|uulu|kyzy|ogly|oglu|ud|ur|e))*"
_TITLED = re.compile(rf"{_BEFORE}(?P<office>{_OFFICE}){_AFTER},?\s+(?:(?:Mr|Ms)\.?\s+)?(?P<name>{_HONORIFIC}{_NAME})")
_APPOSED = re.compile(
    rf"(?P<name>{_HONORIFIC}{_NAME}),\s+(?:who\s+is\s+(?:also\s+)?)?(?:the\s+|an?\s+)?{_BEFORE}(?P<office>{_OFFICE}){_AFTER}"
)
_CAPITALS = re.compile(_NAME)
_NOT_NAMES = frozenset(
    [
        "the",
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "in",
        "on",
        "at",
        "of",
        "for",
        "and",
        "but",
        "a",
        "an",
        "with",
        "from",
        "during",
        "after",
        "before",
        "while",
        "when",
        "here",
        "both",
        "also",
        "later",
        "earlier",
        "speaking",
        "talking",
        "welcoming",
        "according",
        "meanwhile",
        "moreover",
        "president",
        "prime",
        "minister",
        "ambassador",
        "foreign",
        "federal",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "house",
        "government",
        "ministry",
        "embassy",
        "republic",
        "central",
        "asia",
        "asian",
        "north",
        "south",
        "east",
        "west",
        "bank",
        "chamber",
        "commerce",
        "industry",
        "senate",
        "national",
        "assembly",
        "parliament",
        "speaker",
        "chairman",
        "university",
        "summit",
        "conference",
        "forum",
        "agreement",
        "memorandum",
        "cooperation",
        "organisation",
        "organization",
        "shanghai",
        "economic",
        "trade",
        "joint",
        "commission",
        "islamic",
        "federation",
        "council",
        "corporation",
        "airport",
        "international",
        "railway",
        "project",
        "corridor",
        "party",
        "state",
        "states",
        "committee",
        "secretary",
        "director",
        "general",
        "chief",
        "deputy",
        "their",
        "its",
        "our",
        "sco",
        "eco",
        "un",
        "casa",
        "tapi",
        "mou",
        "app",
        "pm",
        "fm",
        "us",
        "eu",
        "oic",
        "cpec",
        "lcci",
        "fpcci",
    ]
)


@dataclass(frozen=True)
class Person:
    """Someone named in the article; `name` as it is printed most fully."""

    name: str
    country: str | None
    office: str | None
    evidence: Passage

    @property
    def words(self) -> frozenset[str]:
        """The parts of the name."""
        return frozenset(word.lower() for word in re.split(r"[\s]+", self.name) if len(word) > 2)


@dataclass(frozen=True)
class Mention:
    """Where a person is spoken of: number of the sentence, and the characters within it."""

    person: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class Cast:
    """The persons of an article and all their mentions in order."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]

    def within(self, sentence: int) -> list[Mention]:
        """Mentions of one sentence, in order."""
        return [mention for mention in self.mentions if mention.sentence == sentence]


def cast(told: Sequence[Sentence], home: str | None) -> Cast:
    """All persons with a title or a well-known name; `home` is the state of offices of which no state is said."""
    persons: list[Person] = []
    for sentence in told:
        for person in _introduced(sentence, home):
            _merge(persons, person)
    return Cast(tuple(persons), tuple(_mentions(told, persons)))


def _introduced(sentence: Sentence, home: str | None) -> Iterator[Person]:
    taken: list[tuple[int, int]] = []
    for pattern in (_TITLED, _APPOSED):
        for match in pattern.finditer(sentence.text):
            name = _name(match["name"])
            if not name or any(match.start("name") < end and start < match.end("name") for start, end in taken):
                continue
            taken.append((match.start("name"), match.start("name") + len(match["name"])))
            country, office = _office(match["before"], match["office"], match["after"], _known(name) or home)
            yield Person(name, country, office, sentence.passage)
    for name, (country, office) in holders().items():
        at = sentence.text.find(name)
        if at >= 0 and not any(start <= at < end for start, end in taken):
            yield Person(name, country, office, sentence.passage)


def _known(name: str) -> str | None:
    """The side of a well-known office holder, if `name` is one's."""
    words = set(name.split())
    return next((country for known, (country, _) in holders().items() if set(known.split()) <= words), None)


def _name(text: str) -> str | None:
    """The name without honorifics and without what is no name at its end."""
    text = re.sub(rf"^{_HONORIFIC}(?=\S)", "", text) if len(text.split()) > 1 else text
    words: list[str] = []
    for word in text.split():
        plain = word.strip(".,").lower()
        if (
            plain in _NOT_NAMES
            or word in states()
            or word.rstrip("’'s") in states()
            or (word in cities() and not words)
        ):
            break
        words.append(word)
    while words and words[-1] in ("ul", "al", "bin", "e", "ud", "ur"):
        words.pop()
    name = re.sub(r"['’]s$", "", " ".join(words))
    return name if len(name) > 2 and not name.isupper() else None


def _office(before: str | None, office: str, after: str, home: str | None) -> tuple[str | None, str]:
    """Side and office as one would write it."""
    title = re.sub(r"\s+", " ", office)
    named = [code for form in re.findall(STATE, after or "") if (code := _code(form))]
    own = _code(before) if before else None
    if re.search(r"ambassador|envoy|commissioner|charg|consul|attach|counsel|mission", title, re.I):
        return _diplomat(title, own, named, after, home)
    side = named[0] if named else own or _side_of(title) or home
    if side and re.search(r"minister|president|speaker|chair|premier|leader", title, re.I):
        title = re.sub(r"^(?:PM|Premier)\b", "Prime Minister", title)
        title = re.sub(r"^FM\b", "Foreign Minister", title)
        if not re.search(r"[A-Z]{3}|[Cc]hamber|University|Commission|Board|Special|Advis|['’]s", title):
            title += f" of {state_names()[side]}"
    return side, title


def _diplomat(title: str, own: str | None, named: list[str], after: str, home: str | None) -> tuple[str | None, str]:
    sends = re.search(rf"\s+of\s+(?:the\s+)?(?:(?:Islamic\s+)?Republic\s+of\s+)?(?:the\s+)?({STATE})", after or "")
    sender = _code(sends[1]) if sends else own
    host = next((code for code in named if code != sender), None)
    kind = "Ambassador" + title[len("ambassador") :] if re.match("ambassador", title, re.I) else title
    kind = re.sub(r"^[Ee]nvoy$", "Ambassador", kind)
    if sender is None and host == "PK":
        return None, f"{kind} to Pakistan"
    sender = sender or ("PK" if host else home)
    office = f"{kind} of {state_names()[sender]}" if sender else kind
    host = host or ("PK" if sender and sender != "PK" and "consul" not in kind.lower() else None)
    if host:
        office += f" to {state_names()[host]}"
    if re.match("honorary", title, re.I) and sender != "PK":
        return "PK", office
    return sender, office


def _side_of(title: str) -> str | None:
    """Offices that only one state has."""
    if re.search(
        r"SAPM|Prime Minister['’]s|PM['’]s|Federal|COAS|National Assembly|LCCI|FPCCI|ICCI|RCCI|KCCI|Punjab|Sindh|Balochistan|Pakhtunkhwa|HEC|NLC|Pakistan",
        title,
    ):
        return "PK"
    for word, code in (
        ("Oliy Majlis", "UZ"),
        ("Legislative Chamber", "UZ"),
        ("Jogorku Kenesh", "KG"),
        ("Majilis", "KZ"),
        ("Mejlis", "TM"),
        ("Halk Maslahaty", "TM"),
        ("Majlisi Oli", "TJ"),
        ("Majlisi Namoyandagon", "TJ"),
    ):
        if word in title:
            return code
    return None


def _code(form: str | None) -> str | None:
    return states().get(re.sub(r"\s+", " ", form)) if form else None


def _merge(persons: list[Person], new: Person) -> None:
    """Add `new`, or let it complete the one that it is."""
    for number, known in enumerate(persons):
        if _same(known, new):
            fuller = new if len(new.name.split()) > len(known.name.split()) else known
            office = known.office if _better(known.office, new.office) else new.office
            persons[number] = replace(
                fuller, country=known.country or new.country, office=office, evidence=known.evidence
            )
            return
    persons.append(new)


def _better(one: str | None, other: str | None) -> bool:
    return len(one or "") >= len(other or "")


def _same(one: Person, other: Person) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    a, b = one.words, other.words
    return bool(a and b) and (a <= b or b <= a or len(a & b) >= 2)


def _mentions(told: Sequence[Sentence], persons: Sequence[Person]) -> Iterator[Mention]:
    parts: dict[str, set[int]] = {}
    for number, person in enumerate(persons):
        for word in re.findall(r"[^\W\d_][\w’'-]+", person.name):
            if len(word) > 2:
                parts.setdefault(word, set()).add(number)
    for number, sentence in enumerate(told):
        last: tuple[int, int] | None = None
        for match in re.finditer(r"[^\W\d_][\w-]*", sentence.text):
            who = parts.get(match[0], set())
            if not who:
                continue
            if last and last[0] in who and match.start() - last[1] <= 4:
                last = (last[0], match.end())
                continue
            chosen = _choose(match, sentence.text, who, persons)
            if chosen is not None:
                yield Mention(chosen, number, match.start(), match.end())
                last = (chosen, match.end())


def _choose(match: re.Match[str], text: str, who: set[int], persons: Sequence[Person]) -> int | None:
    """The person meant by a word that is part of some names: the one most of whose name follows, else the only one."""
    following = re.findall(r"[^\W\d_][\w-]*", text[match.start() : match.start() + 60])

    def fit(number: int) -> int:
        words = re.findall(r"[^\W\d_][\w-]*", persons[number].name)
        return sum(word in words for word in following[: len(words)])

    ranked = sorted(who, key=lambda number: (-fit(number), number))
    if len(ranked) > 1 and fit(ranked[0]) == fit(ranked[1]):
        lasts = [number for number in ranked if persons[number].name.split()[-1] == match[0]]
        return lasts[0] if len(lasts) == 1 else None
    return ranked[0]
