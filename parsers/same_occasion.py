"""Events told of so far and one more account → the same events, with one more or with one made fuller."""

from __future__ import annotations

from dataclasses import replace

from parsers.scene import Frame, Scene


def add(scene: Scene, frames: list[Frame], new: Frame) -> None:
    """Add `new` to the events, or let it complete the one that it tells of again."""
    for number, known in enumerate(frames):
        if _one_occasion(scene, known, new):
            frames[number] = _joined(scene, known, new)
            return
    frames.append(new)


def _one_occasion(scene: Scene, known: Frame, new: Frame) -> bool:
    """Whether two accounts are of one event: by type and status, then by who takes part and how near they stand."""
    if known.type != new.type:
        return False
    goes_on = (known.type, known.status, new.status) == ("visit", "held", "planned") and known.sort == new.sort
    if goes_on and known.sentence and set(known.persons) & set(new.persons):
        # Where the guest goes on to within the country belongs to his visit.
        return True
    # The headline says neither when nor whether for sure: the first account below it tells.
    headline = 0 in (known.sentence, new.sentence) and len(known.evidence) == 1
    if "next" in (known.sort, new.sort):
        if known.sort == new.sort:
            return known.place == new.place or None in (known.place, new.place)
        bare = known.status == "planned" and known.place is None and known.date is None
        return bare and known.sort in ("commission", "group")
    off = known.status in ("postponed", "cancelled") and new.status == "planned"
    if (
        known.status != new.status
        and not off
        and not headline
        and not (known.sentence <= 2 and new.type == "visit" and set(known.persons) & set(new.persons))
    ):
        return False
    a, b = set(known.persons), set(new.persons)
    if known.status in ("postponed", "cancelled") and new.status == "planned":
        return known.sort == new.sort and new.sentence - known.sentence <= 4 and not (a and b and not a & b)
    if known.type in ("meeting", "call"):
        return _one_meeting(scene, known, new)
    if known.type == "forum" and {known.status, new.status} == {"planned", "held"} and known.sort != new.sort:
        return False
    if known.states and new.states and not known.states & new.states:
        return False  # each named for its own states
    if known.type == "visit":
        return known.sort == new.sort and (
            bool(a & b) or not b or (not a and (headline or new.sentence - known.sentence <= 2))
        )
    if known.type == "agreement":
        return True
    return known.sort == new.sort or bool(a & b) or headline or {known.sort, new.sort} == {"commission", "group"}


def _one_meeting(scene: Scene, known: Frame, new: Frame) -> bool:
    """Whether two accounts are of one meeting: by those who met."""
    a, b = set(known.persons), set(new.persons)
    headline = 0 in (known.sentence, new.sentence)
    if known.date and new.date and not headline and known.date[:7] != new.date[:7]:
        return False
    if not a or not b:
        return headline or new.sentence - known.sentence <= 2
    if known.sentence == new.sentence:
        return a == b
    if a == b:
        return True
    if scene.cast.two_sided(tuple(a & b)):
        return True
    if len(b) == 1 and new.anew and scene.cast.two_sided(tuple(a)) and b < a:
        return False  # "the envoy later had a meeting with office-bearers"
    if a <= b or b <= a:
        return not (len(b) < 2 and "counterpart" in scene.told[new.sentence].sentence.text)
    if a & b and headline:
        return not scene.cast.two_sided(tuple(a)) or not scene.cast.two_sided(tuple(b))
    return False


def _joined(scene: Scene, known: Frame, new: Frame) -> Frame:
    """The event with what a second account says of it; where the first is the headline, the second says it better."""
    persons = known.persons + tuple(person for person in new.persons if person not in known.persons)
    if known.type in ("meeting", "call") and scene.cast.two_sided(known.persons):
        persons = known.persons
    headline = known.sentence == 0 and len(known.evidence) == 1
    return replace(
        known,
        persons=persons,
        status=new.status if headline else known.status,
        date=(new.date or known.date) if headline else (known.date or new.date),
        place=(new.place or known.place) if headline else (known.place or new.place),
        video=known.video or new.video,
        arrival=known.arrival or new.arrival,
        again=new.sentence,
        sort=known.sort or new.sort,
        states=known.states or new.states,
        evidence=(known.evidence + new.evidence)[:3],
    )
