"""An article → all facts of it: the engagement, the events with who, when and where, figures and agreements."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from items import Article, Engagement, Facts
from parsers.agreements import agreements
from parsers.classify import classify, lacks_a_side, weighed
from parsers.events import events
from parsers.figures import figures
from parsers.lexicon import any_of, any_word, cities, press, states
from parsers.mentions import cast
from parsers.names import read
from parsers.people import persons
from parsers.scene import FIVE, Scene, partner_of, states_in
from parsers.sentences import sentences

_ZONES = {
    "Asia/Karachi": "PK",
    "Asia/Almaty": "KZ",
    "Asia/Bishkek": "KG",
    "Asia/Dushanbe": "TJ",
    "Asia/Ashgabat": "TM",
    "Asia/Tashkent": "UZ",
    "Asia/Samarkand": "UZ",
}
_OF_THE_WORLD = re.compile(r"Sputnik|Xinhua|TASS|Reuters|AFP", re.I)


def read_facts(article: Article) -> Facts:
    """Read `article`; an article that is not relevant has no other facts. English only so far."""
    scene = scene_of(article)
    if isinstance(scene, str):
        return Facts(engagement=Engagement(relevant=False, reasons=(scene,)))
    told = weighed(scene)
    reports = () if lacks_a_side(scene, told) else events(scene)
    engagement = classify(scene, told, reports)
    if not engagement.relevant:
        return Facts(engagement=engagement)
    lines = [line.sentence for line in scene.told]
    return Facts(engagement=engagement, reports=reports, figures=figures(lines), agreements=agreements(lines))


def scene_of(article: Article) -> Scene | str:
    """What is known of `article` before its events are sought, or why none are."""
    if article.language not in (None, "en"):
        return f"language {article.language} is not read yet"
    place = article.dateline.place if article.dateline else None
    if not _five().search(f"{place or ''}\n{article.text}"):
        return "no Central Asian state is named"
    told = tuple(read(sentence) for sentence in sentences(article))
    here = _city(place)
    partner = partner_of(told) or (here[1] if here and here[1] in FIVE else None)
    if partner is None:
        return "no Central Asian state is named"
    today = _today(article)
    home = _home(article, here)
    found = persons(told, home, partner, today.isoformat() if today else None)
    who = cast(told, found, home)
    return Scene(
        told=told,
        cast=who,
        states=states_in(told, who),
        today=today,
        dated=bool(article.dateline and article.dateline.day),
        here=here[0] if here else None,
        partner=partner,
        home=home,
    )


@cache
def _five() -> re.Pattern[str]:
    """Names of the five states and of their cities: most articles of the world hold none and need no reading."""
    named = [form for form, code in states().items() if code in FIVE]
    named += [city for city, (_, code) in cities().items() if code in FIVE]
    return re.compile(rf"{any_word(named)}(?!\w)")


def _today(article: Article) -> date | None:
    """The day from which the article reckons: the dateline's if near the publication, else that of publication."""
    published = article.published_at.date() if article.published_at else None
    line = article.dateline.day if article.dateline else None
    if line and (published is None or abs((published - line).days) <= 2):
        return line
    return published


def _city(place: str | None) -> tuple[str, str] | None:
    if place is None:
        return None
    first = place.split("/")[0]  # LONDON/KARACHI
    return cities().get(first) or cities().get(first.title())


def _press(name: str) -> str | None:
    """The state whose press an agency or outlet is; none for agencies of the world."""
    found = None if _OF_THE_WORLD.search(name) else _outlets().search(name.lower())
    return press()[found[0]] if found else None


@cache
def _outlets() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(list(press()))}\b")


def _home(article: Article, here: tuple[str, str] | None) -> str | None:
    """The state whose press speaks of "the minister" without naming a state."""
    zone = str(article.published_at.tzinfo) if article.published_at else ""
    agency = (article.dateline.agency if article.dateline else None) or ""
    if known := _ZONES.get(zone) or _press(agency) or _press(article.outlet or ""):
        return known
    # The press of the region prints "TASHKENT, June 17."; that of Pakistan "TASHKENT:" or an agency in brackets.
    if here and here[1] in FIVE and article.dateline and article.dateline.day and not agency:
        return here[1]
    if here and here[1] in FIVE:
        return "PK"
    return "PK" if here is None or here[1] == "PK" else None
