"""Text that is broken or that no outlet prints: reading never fails, evidence stands word for word, work is bounded."""

from __future__ import annotations

import cProfile
import json
import math
import random
import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from items import Article, Facts, Passage
from parsers.clean import one_line
from parsers.extract import read_facts
from parsers.plain import article_from_text

GOLD = Path(__file__).parent / "gold" / "dev.jsonl"
DAY = date(2025, 6, 18)
MEGABYTE = 1_000_000


def article(text: str, title: str = "Pakistan, Uzbekistan discuss trade", day: date = DAY) -> Article:
    return article_from_text(text, outlet="a", published=day, title=title, zone="Asia/Karachi", language="en")


def bare(headline: str, *body: str) -> Article:
    """An article of which no more is known than its words."""
    return Article(outlet="a", url=None, headline=headline, body=body, language="en")


def passages(facts: Facts) -> list[Passage]:
    found = [*facts.engagement.evidence.values()]
    for report in facts.reports:
        found += [*report.evidence, *(who.evidence for who in report.participants)]
    return [*found, *(figure.evidence for figure in facts.figures), *(paper.evidence for paper in facts.agreements)]


def read_soundly(of: Article) -> Facts:
    """Its facts, each of whose passages stands word for word where it says."""
    facts = read_facts(of)
    for passage in passages(facts):
        assert of.text[passage.start : passage.end] == passage.text
    assert all(len(passage.text) >= 15 for report in facts.reports for passage in report.evidence)
    return facts


# --- whatever the text ------------------------------------------------------------------------------------------------

#: Words that the reader knows or that look alike, so that random texts come near to news.
PLAIN = [
    *("the", "Ambassador", "of", "Uzbekistan", "to", "Pakistan", "Alisher", "Tukhtaev", "called", "on"),
    *("met", "will", "visit", "Tashkent", "Islamabad", "here", "Friday", "Prime", "Minister", "Shehbaz"),
    *("Sharif", "signed", "a", "memorandum", "of understanding", "who", "which", "and", "5", "H.E.", "Mr."),
    *("(COAS)", "Chamber", "Commerce", "Kyrgyz-Pakistan", "telephone", "had told", "by", "led", "delegation"),
    *("yesterday", "June", "31", "2025", "10th", "session of the commission", "$2", "billion", "percent"),
    *(",", ".", ";", "(", ")", "–", "—", "'s", '"', "“", "”", "’", "/", "%", "$", ":", "!", "?"),
]
ODD = [
    *("Ғалым", "Министр Узбекистана", "وزیر", "ازبکستان", "烏茲別克", "𝔘𝔷𝔟𝔢𝔨", "İstanbul", "ß", "ǅ", "٣٤", "½", "Ⅻ"),
    *("🙂", "👩\u200d👩\u200d👧", "e\u0301\u0301", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u00a0", "\u2028"),
    *("\u202e", "\u200f", "\u2066", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\t", "\r", "\n"),
    *("\ud800", "\udfff", "\ufffd", "\U0010ffff", "&amp;", "&nbsp;", "&#8217;", "&lt;b&gt;", "<p>"),
    *("((((", "))))", "“‘“‘", "...", "1,2,3,"),
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(ODD), max_size=40).map("".join),
    st.lists(st.sampled_from([*PLAIN, *ODD]), max_size=80).map(" ".join),
    st.lists(st.sampled_from(PLAIN), max_size=60).map(" ".join),
)
#: The years that the day of a page may have.
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@settings(max_examples=400, deadline=None)
@given(headline=TEXTS, body=st.lists(TEXTS, max_size=4), day=DAYS)
def test_reading_never_fails_and_its_evidence_stands_in_the_text(headline: str, body: list[str], day: date) -> None:
    for of in (article("\n\n".join(body), headline, day), bare(*map(one_line, (headline, *body)))):
        assert read_soundly(of) == read_facts(of)


def cases() -> list[dict[str, Any]]:
    found = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]
    return [case for case in found if case["lang"] == "en" and case["gold"]["relevant"]]


def mutated(text: str, chance: random.Random) -> str:
    """The text with some of its words dropped, doubled, moved, shouted, run together or set beside something odd."""
    words = text.split(" ")
    for _ in range(chance.randint(1, 25)):
        at, other = chance.randrange(len(words)), chance.randrange(len(words))
        match chance.randrange(7):
            case 0:
                words[at] = ""
            case 1:
                words[at] += " " + words[other]
            case 2:
                words[at], words[other] = words[other], words[at]
            case 3:
                words[at] = chance.choice([words[at].upper(), words[at].lower(), words[at].title()])
            case 4:
                words[at] += chance.choice(ODD)
            case 5:
                words[at] = chance.choice(ODD) + words[at][::-1]
            case 6:
                cut = chance.randrange(len(words[at]) + 1)
                words[at] = words[at][:cut] + chance.choice(["\n\n", ". ", " ", "-", ""]) + words[at][cut:]
    return " ".join(words)


@settings(max_examples=200, deadline=None)
@given(case=st.sampled_from(cases()), seed=st.integers(0, 2**32))
def test_evidence_stands_in_an_article_however_it_was_garbled(case: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)
    title, text = mutated(case["title"], chance), mutated(case["text"], chance)
    read_soundly(article(text, title, date.fromisoformat(case["published"])))
    read_soundly(bare(*map(one_line, (title, *text.split("\n\n")))))


# --- huge and hostile -------------------------------------------------------------------------------------------------

NAMES = [a + b + c for a in ("Al", "Be", "Ka", "Da") for b in ("ri", "no", "sha", "mi") for c in ("m", "dov", "s")]


def filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def some_names(count: int, between: str = " ") -> str:
    return between.join(islice(cycle(NAMES), count))


#: What is done before sentences are cut must bear a megabyte; of sentences no more is read than of the longest article.
HUGE = {
    "sentences in one paragraph": filled("The Ambassador of Uzbekistan met Minister Khan on Friday. ", MEGABYTE),
    "a word without an end": filled("Uzbekistan-Pakistan-", MEGABYTE),
    "one letter": "Uzbekistan, Pakistan " + "a" * MEGABYTE,
    "one capital": "A" * MEGABYTE + " Uzbekistan, Pakistan",
    "one digit": "Uzbekistan, Pakistan $" + "1" * MEGABYTE,
    "full stops": "Uzbekistan, Pakistan" + "." * MEGABYTE,
    "blanks": "Uzbekistan," + " " * MEGABYTE + "Pakistan",
    "lines": "Uzbekistan, Pakistan" + "\n\t" * (MEGABYTE // 2) + "met",
    "zero widths and marks of direction": "Uzbekistan, Pakistan " + "\u200b\u200f\u202e" * (MEGABYTE // 3),
    "accents": "Uzbekistan, Pakistan e" + "\u0301" * MEGABYTE,
    "brackets in quotes": "Uzbekistan, Pakistan " + "(“" * (MEGABYTE // 4) + "”)" * (MEGABYTE // 4),
    "capitals before a colon": filled("ISLAMABAD, Jun 18 (APP) ", MEGABYTE) + ": Uzbekistan met Pakistan.",
    "paragraphs of a word": "\n\n".join(islice(cycle(["Uzbekistan", "Pakistan", "met", "Minister"]), 100_000)),
    "names": f"Uzbekistan, Pakistan: Ministers {some_names(5000, ', ')} met {some_names(5000, ' and ')}",
    "offices": "Uzbekistan, Pakistan: " + "Deputy Prime Minister and Foreign Minister Khan, " * 3000,
    "days": "Uzbekistan, Pakistan met " + "from June 18 to 20, 2025 and on Friday, " * 3000,
    "amounts": "Uzbekistan, Pakistan trade grew from " + "$2 to $3 billion, 5 percent and " * 3000,
    "papers": "Uzbekistan, Pakistan signed " + "a memorandum of understanding on trade, " * 3000,
    "meetings": "In Uzbekistan " + "Ishaq Dar met Bakhtiyor Saidov and " * 1000,
    "entities": filled("&amp;&nbsp;&lt;Uzbekistan&gt; &#8217;Pakistan&#x27; ", 100_000),
    "only punctuation": filled("?!.,;:–—…“”‘’()[]{}<>/\\|@#%^&*_=+~`", 100_000),
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_a_huge_text_is_read(text: str) -> None:
    read_soundly(article(text))


@pytest.mark.parametrize("kind", ["sentences in one paragraph", "one letter"])
def test_a_huge_headline_is_read(kind: str) -> None:
    read_soundly(bare(HUGE[kind], "Pakistan met Uzbekistan."))


# --- work -------------------------------------------------------------------------------------------------------------
# Four times the text may take six times the work, not sixteen times.

FIRST = (
    "Haroon",
    "Kamran",
    "Alisher",
    "Yusuf",
    "Yerzhan",
    "Murat",
    "Awais",
    "Hanif",
    "Sardar",
    "Tariq",
    "Nadia",
    "Emil",
)
LAST = ("Akhtar", "Qazi", "Movlamov", "Nurtleu", "Leghari", "Abbasi", "Sadiq", "Karimov", "Salimov", "Talpur", "Bugti")
SENTENCES = (
    "Minister for {sector} {one} received Ambassador of {state} {other} in Islamabad on {day}.",
    "He told {other} that trade with {state} had grown to ${number} million; a memorandum would be signed in {city}.",
    "{one} will visit {city} in September with a delegation of businessmen, said the minister.",
    "The two sides discussed {sector}, transport and education, and agreed to raise trade to ${number} billion.",
    "The ambassador thanked {one} and said that flights between Lahore and {city} would begin soon.",
    "In {city}, President {other} met Pakistan's Ambassador {one}, who arrived on {day}.",
)


def news(sentences: int) -> Article:
    """A long news item in which each sentence has other people, places and amounts."""
    chance = random.Random(1)

    def told() -> Iterator[str]:
        for form in islice(cycle(SENTENCES), sentences):
            yield form.format(
                one=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
                other=f"{chance.choice(FIRST)} {chance.choice(LAST)}ov",
                sector=chance.choice(["Energy", "Railways", "Commerce", "Health"]),
                state=chance.choice(["Uzbekistan", "Kazakhstan", "Tajikistan"]),
                city=chance.choice(["Tashkent", "Astana", "Dushanbe"]),
                day=chance.choice(["Monday", "Tuesday", "Friday"]),
                number=chance.randint(2, 90),
            )

    lines = list(told())
    return article("\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, sentences, 3)))


def calls(of: Article) -> int:
    """How many functions are called while it is read: the same on every machine, however busy."""
    read_facts(of)  # what is made once is not counted
    counted = cProfile.Profile()
    counted.runcall(read_facts, of)
    return sum(function.callcount for function in counted.getstats())


def seconds(of: Article) -> float:
    """Processor time."""
    start = time.process_time()
    read_facts(of)
    return time.process_time() - start


def test_work_grows_as_the_number_of_sentences_does() -> None:
    few, more, many = (calls(news(sentences)) for sentences in (45, 90, 180))
    assert more < 3 * few
    assert many < 6 * few


def test_more_than_is_read_of_an_article_costs_next_to_nothing() -> None:
    assert calls(news(1200)) < 1.1 * calls(news(600))


@pytest.mark.parametrize(
    "unit",
    [
        *("A. ", "a'", "1,", ". ", "!) ", "“(", "Aaa ", "AAAA ", ", who is ", "$2 to $3 ", "from June 18 to "),
        *("Lahore Chamber Of ", "University of ", "led by ", "Pakistan-Afghanistan-", "&amp;", "\u200b", "\u00a0"),
    ],
)
def test_no_pattern_goes_astray_in_a_long_paragraph(unit: str) -> None:
    # A pattern runs inside one call, so only time shows it; one that goes astray needs sixteen times as long or more.
    short, long = (bare("Uzbekistan, Pakistan", filled(unit, size)) for size in (25_000, 100_000))
    fewest = [math.inf, math.inf]
    for _ in range(9):  # on a busy machine a measurement may go wrong: the least of several counts
        fewest = [min(least, seconds(of)) for least, of in zip(fewest, (short, long), strict=True)]
        if fewest[1] < 8 * max(fewest[0], 0.02):
            return
    pytest.fail(f"four times {unit!r} takes more than eight times as long")


# --- known ------------------------------------------------------------------------------------------------------------


def test_work_grows_as_the_number_of_verbs_in_a_sentence_does() -> None:
    few, many = (
        calls(bare("Ishaq Dar in Uzbekistan", "Bakhtiyor Saidov of Uzbekistan spoke.", "he met Saidov and " * verbs))
        for verbs in (20, 80)
    )
    assert many < 6 * few
