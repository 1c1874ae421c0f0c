"""An article → all facts of it: the engagement, the events with who, when and where, figures and agreements."""

from __future__ import annotations

from datetime import date

from items import Article, Engagement, Facts
from parsers.agreements import agreements
from parsers.classify import classify
from parsers.events import Scene, events
from parsers.figures import figures
from parsers.lexicon import cities
from parsers.people import cast
from parsers.sentences import sentences


def read_facts(article: Article) -> Facts:
    """Read `article`; an article that is not relevant has no other facts. English only so far."""
    if article.language not in (None, "en"):
        return Facts(engagement=Engagement(relevant=False, reasons=(f"language {article.language} is not read yet",)))
    told = sentences(article)
    dateline = _city(article.dateline.place if article.dateline else None)
    home = dateline[1] if dateline else None
    scene = Scene(
        told=tuple(told),
        cast=cast(told, _press(article) or home),
        today=_today(article),
        here=dateline[0] if dateline else None,
    )
    reports = events(scene)
    engagement = classify(told, reports)
    if not engagement.relevant:
        return Facts(engagement=engagement)
    return Facts(engagement=engagement, reports=reports, figures=figures(told), agreements=agreements(told))


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
    return cities().get(place) or cities().get(place.title())


def _press(article: Article) -> str | None:
    """The state whose press speaks of "the minister" without naming a state."""
    return "PK" if article.published_at and str(article.published_at.tzinfo) == "Asia/Karachi" else None
