"""An article → how it was read: what spoke for engagement, who is known from where, what each sentence told or did not.

Reading leaves no trace. The reader's own functions are asked again, sentence by sentence, and their answers are set
beside the facts that `read_facts` gives, which are never changed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from items import Article, Passage
from parsers.classify import THRESHOLD
from parsers.explain_events import explained_event
from parsers.explain_people import known_people
from parsers.explain_sentences import Told, explained_lines, tell
from parsers.explanation import Explanation, Line, Proven, Reason, Reckoned
from parsers.extract import read_facts, scene_of
from parsers.sentences import sentences

_WEIGHED = re.compile(r"(?P<weight>[+-]\d+\.\d+)\s+(?P<why>.+)")


def explain(article: Article) -> Explanation:
    """How `article` was read."""
    facts, scene = read_facts(article), scene_of(article)
    told = None if isinstance(scene, str) else tell(scene, facts)
    engagement, at = facts.engagement, _numbering(article)
    evidence = engagement.evidence
    return Explanation(
        headline=article.headline,
        outlet=article.outlet,
        url=article.url,
        published=_published(article),
        day=_day(article, told),
        place=_place(article, told),
        relevant=engagement.relevant,
        score=round(engagement.score, 3),
        threshold=THRESHOLD,
        reasons=tuple(map(_reason, engagement.reasons)),
        countries=tuple(_proven(code, evidence[f"country:{code}"], at) for code in engagement.countries),
        sectors=tuple(_proven(sector, evidence[f"sector:{sector}"], at) for sector in engagement.sectors),
        people=known_people(told.scene) if told else (),
        text=explained_lines(told) if told else _bare(article),
        events=tuple(explained_event(told, number) for number in range(len(facts.reports))) if told else (),
        figures=tuple(Proven(fact=it, sentence=at(it.evidence)) for it in facts.figures),
        agreements=tuple(Proven(fact=it, sentence=at(it.evidence)) for it in facts.agreements),
    )


def _numbering(article: Article) -> Callable[[Passage], int]:
    """The number of the sentence in which a passage begins."""
    starts = [sentence.start for sentence in sentences(article)]
    return lambda passage: max((n for n, start in enumerate(starts) if start <= passage.start), default=0)


def _proven(value: str, passage: Passage, at: Callable[[Passage], int]) -> Reckoned:
    return Reckoned(value=value, source="said", sentence=at(passage))


def _reason(reason: str) -> Reason:
    weighed = _WEIGHED.fullmatch(reason)
    return Reason(why=weighed["why"], weight=float(weighed["weight"])) if weighed else Reason(why=reason)


def _published(article: Article) -> Reckoned:
    moment = article.published_at
    if moment is None:
        return Reckoned(value=None, source="the page does not say")
    value = (
        moment.date().isoformat()
        if article.published_precision == "day"
        else f"{moment:%Y-%m-%d %H:%M} {moment.tzname()}"
    )
    return Reckoned(value=value, source=f"rule: {article.rules.get('published_at', 'not known')}")


def _day(article: Article, told: Told | None) -> Reckoned:
    line = article.dateline.day if article.dateline else None
    if told is None:
        return Reckoned(value=None, source="not reckoned")
    if (today := told.scene.today) is None:
        return Reckoned(value=None, source="neither dateline nor publication say it")
    if today == line:
        return Reckoned(value=today.isoformat(), source=_printed(article))
    why = f"published; the dateline's {line} is too far from it" if line else "published"
    return Reckoned(value=today.isoformat(), source=why)


def _place(article: Article, told: Told | None) -> Reckoned:
    if told is None:
        return Reckoned(value=None, source="not reckoned")
    if told.scene.here:
        return Reckoned(value=told.scene.here, source=_printed(article))
    return Reckoned(value=None, source=_printed(article) + (", of no known city" if article.dateline else ""))


def _printed(article: Article) -> str:
    return f"dateline “{article.dateline.text}”" if article.dateline else "no dateline"


def _bare(article: Article) -> tuple[Line, ...]:
    return tuple(Line(number=number, text=sentence.text) for number, sentence in enumerate(sentences(article)))
