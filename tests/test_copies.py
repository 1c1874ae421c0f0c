"""Near-copies: who prints whose text, and what each adds; other articles on the same talks are no copies."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.message import Telling, render
from parsers.sentences import split
from tests.stories import MORNING, NOW, Newsroom, Story, talks
from warehouse import copies, load, near_copies
from warehouse.copies import Compared, mark_copies
from warehouse.near_copies import HASHES, compare, sketch, words
from warehouse.resolve import resolve

#: What the agency of these tests sends out.
WIRE = (
    "The Minister for Industries, Kamran Bashir Qazi, received the Ambassador of Uzbekistan, Botir Salimov, in his "
    "office on Friday. They went through the list of projects on which both governments have worked since spring.",
    "The minister said that two textile mills near Faisalabad would be run together with partners from Namangan. "
    "Machines for the first of them had already left the port of Karachi.",
    "The ambassador answered that his country buys more Pakistani rice than ever before and would like to pay for part "
    "of it in cotton. He invited the minister to the autumn fair in Tashkent.",
)
#: What another reporter wrote of the same talks.
OWN = (
    "Pakistan's industries minister and the Uzbek envoy met on Friday to take stock of a year in which trade between "
    "the two countries grew by a third.",
    "Kamran Bashir Qazi told Ambassador Botir Salimov that Faisalabad's spinners look north for raw material. "
    "Salimov spoke of rice, of cotton and of an invitation to Tashkent.",
    "Traders whom this newspaper asked doubt that barter will work: cotton has to cross two borders, and nobody "
    "insures the lorries.",
)
ADDED = "Local dealers told this newspaper that they had heard nothing of the mills. They fear for their own orders."
HERALD = Story(outlet="herald", identity="1", body=WIRE, reports=(talks(),), agency="HNA")
COURIER = Story(
    outlet="courier", identity="1", body=(*WIRE, ADDED), reports=(talks(),), published_at=MORNING + timedelta(hours=2)
)
GAZETTE = Story(
    outlet="gazette", identity="1", body=WIRE[:2], reports=(talks(),), published_at=MORNING + timedelta(hours=5)
)
AGENCIES = {"HNA": "herald"}


@pytest.fixture
def newsroom(connection):
    return Newsroom(connection)


def compare_all(newsroom: Newsroom) -> Compared:
    return mark_copies(newsroom.connection, AGENCIES, split)


def found(newsroom: Newsroom) -> dict[str, tuple[str | None, str | None]]:
    """Each copy's outlet → the first printer's and how it is known."""
    rows = newsroom.ask(
        """
        select copies.outlet, firsts.outlet, copies.basis
        from analysis.copies
        left join core.articles as firsts on firsts.article_id = copies.first_article_id
        """
    )
    return {outlet: (first, basis) for outlet, first, basis in rows}


def test_a_copy_names_the_first_printer_and_says_which_sentences_are_its_own(newsroom):
    newsroom.publish(COURIER, HERALD)
    assert compare_all(newsroom) == Compared(articles=2, changed=1)
    [(first, share, shared, own)] = newsroom.ask(
        "select first_url, share, shared_sentences, own_sentences from analysis.copies"
    )
    assert first == "https://herald.example/1"
    assert share == pytest.approx(len(words(WIRE)) / len(words((*WIRE, ADDED))))
    assert shared == [sentence for paragraph in WIRE for sentence in re.split(r"(?<=\.) ", paragraph)]
    assert own == ["Local dealers told this newspaper that they had heard nothing of the mills.",
                   "They fear for their own orders."]  # fmt: skip


def test_sentences_are_kept_with_their_place_in_the_text(newsroom):
    newsroom.publish(COURIER, HERALD)
    compare_all(newsroom)
    [(shared, own)] = newsroom.ask("select shared_evidence, own_evidence from analysis.copies")
    assert len(shared) == 6 and len(own) == 2
    assert all(COURIER.article.text[it["start"] : it["end"]] == it["text"] for it in shared + own)


def test_light_edits_do_not_hide_a_copy(newsroom):
    edited = tuple(paragraph.replace("The minister said that", "Qazi stated that") for paragraph in WIRE)
    newsroom.publish(HERALD, replace(GAZETTE, body=(*edited[1:], edited[0].upper())))
    compare_all(newsroom)
    assert found(newsroom) == {"gazette": ("herald", "dateline")}


def test_a_report_of_the_same_talks_in_other_words_is_no_copy(newsroom):
    newsroom.publish(HERALD, replace(GAZETTE, body=OWN))
    assert compare_all(newsroom).changed == 0
    assert found(newsroom) == {}


def test_what_a_long_article_takes_over_is_said_but_it_stays_a_source_of_its_own(newsroom):
    long = tuple(f"{line} {number}" for number in range(4) for line in OWN)
    newsroom.publish(HERALD, replace(COURIER, body=(*long, *WIRE)), GAZETTE)
    compare_all(newsroom)
    rows = newsroom.ask("select outlet, is_counted_with_another from analysis.copies order by outlet")
    assert rows == [("courier", False), ("gazette", True)]


@pytest.mark.parametrize(
    "other",
    [
        replace(COURIER, outlet="herald", identity="2"),
        replace(COURIER, published_at=MORNING + timedelta(days=8)),
        replace(COURIER, language="ru"),
    ],
    ids=["the same outlet", "a week later", "another language"],
)
def test_only_articles_of_two_outlets_in_one_language_and_week_are_compared(newsroom, other):
    newsroom.publish(HERALD, other)
    compare_all(newsroom)
    assert found(newsroom) == {}


def test_short_notices_that_are_the_same_everywhere_are_no_copies(newsroom):
    notice = ("Hot and dry weather is expected in most parts of the country on Saturday, the met office said.",)
    newsroom.publish(*(replace(story, body=notice) for story in (HERALD, COURIER, GAZETTE)))
    compare_all(newsroom)
    assert found(newsroom) == {}


def test_the_same_words_around_other_news_make_no_copy(newsroom):
    around = (
        "Follow us on every channel for the latest news of the region and write to the editor if you have seen an "
        "error in this article, which may be quoted with its source."
    )
    newsroom.publish(replace(HERALD, body=(*WIRE, around)), replace(COURIER, body=(around, *OWN)))
    compare_all(newsroom)
    assert found(newsroom) == {}


# --- who was first ----------------------------------------------------------------------------------------------------


def test_the_agency_that_a_dateline_names_was_first_even_if_its_page_came_later(newsroom):
    newsroom.publish(
        replace(COURIER, agency="HNA / Courier"), replace(HERALD, agency=None, published_at=MORNING + timedelta(days=1))
    )
    compare_all(newsroom)
    assert found(newsroom) == {"courier": ("herald", "dateline")}


def test_without_the_agencys_own_article_the_earliest_was_first(newsroom):
    newsroom.publish(replace(COURIER, agency="HNA"), replace(GAZETTE, agency="HNA"))
    compare_all(newsroom)
    assert found(newsroom) == {"gazette": ("courier", "earliest")}


@pytest.mark.parametrize(
    "vague",
    [
        replace(GAZETTE, published_at=datetime(2025, 8, 1, tzinfo=UTC), published_precision="day"),
        replace(GAZETTE, published_at=None, fetched_at=MORNING + timedelta(hours=9)),
        replace(GAZETTE, published_at=COURIER.published_at),
    ],
    ids=["only the day is given", "no date is given", "the same moment is given"],
)
def test_who_was_first_stays_unknown_where_the_pages_do_not_say(newsroom, vague):
    newsroom.publish(COURIER, vague)
    compare_all(newsroom)
    assert found(newsroom) == {"courier": (None, None), "gazette": (None, None)}
    counted = newsroom.ask("select outlet, is_counted_with_another from analysis.copies order by outlet")
    assert counted == [("courier", False), ("gazette", True)], "one of them counts for both"


def test_a_day_before_is_earlier_whatever_the_hour(newsroom):
    newsroom.publish(
        replace(COURIER, published_at=datetime(2025, 7, 30, 19, 0, tzinfo=UTC), published_precision="day"), GAZETTE
    )
    compare_all(newsroom)
    assert found(newsroom) == {"gazette": ("courier", "earliest")}


# --- again and again --------------------------------------------------------------------------------------------------


def marks(newsroom: Newsroom) -> list[tuple[object, ...]]:
    """What is held of copies, without ids."""
    return newsroom.ask(
        """
        select
            outlet, url, first_url, basis, compared_url, share, is_counted_with_another, own_evidence, shared_evidence
        from analysis.copies order by url
        """
    )


def test_comparing_again_changes_nothing(newsroom):
    newsroom.publish(HERALD, COURIER, GAZETTE)
    compare_all(newsroom)
    before = newsroom.tables("raw", "core")
    assert compare_all(newsroom) == Compared()
    newsroom.publish(HERALD, COURIER, GAZETTE)
    assert compare_all(newsroom) == Compared()
    newsroom.publish(HERALD, COURIER, GAZETTE, reader_version=2)
    assert compare_all(newsroom) == Compared(articles=3, changed=0)
    after = newsroom.tables("core")
    for table in ("core.sketches", "core.near_copies", "core.copies"):
        assert after[table] == before[table]


def week(number: int) -> list[Story]:
    """Wire stories of three days, each printed by all three outlets in another way."""
    chance = random.Random(number)
    vocabulary = [f"word{index}" for index in range(400)]
    stories = []
    for identity in range(8):
        text = tuple(" ".join(chance.choices(vocabulary, k=30)) + "." for _ in range(6))
        for outlet in ("courier", "gazette", "herald"):
            body = text[: chance.randint(3, 6)] + tuple(
                " ".join(chance.choices(vocabulary, k=20)) + "." for _ in range(chance.randint(0, 5))
            )
            moment = MORNING + timedelta(hours=chance.randint(-24, 48))
            agency = chance.choice(["HNA", None, None])
            stories.append(Story(outlet=outlet, identity=str(identity), body=body, published_at=moment, agency=agency))
    return stories


def test_the_order_in_which_articles_come_does_not_matter(newsroom, monkeypatch):
    stories = week(1)
    newsroom.publish(*stories)
    compare_all(newsroom)
    at_once = marks(newsroom)
    assert len(at_once) > 8
    newsroom.ask("delete from core.articles")
    newsroom.ask("update raw.pages set outcome = null, reader_version = null, first_read_at = null")
    random.Random(2).shuffle(stories)
    monkeypatch.setattr(copies, "AT_ONCE", 2)
    for start in range(0, len(stories), 5):
        newsroom.publish(*stories[start : start + 5])
        compare_all(newsroom)
    assert marks(newsroom) == at_once


def test_a_copy_that_is_rewritten_is_none_any_more(newsroom):
    newsroom.publish(HERALD, COURIER, GAZETTE)
    compare_all(newsroom)
    later = COURIER.fetched_at + timedelta(hours=9)
    newsroom.publish(replace(COURIER, body=OWN, fetched_at=later))
    assert compare_all(newsroom).changed == 1
    assert found(newsroom) == {"gazette": ("herald", "dateline")}


def test_when_the_first_printers_page_turns_out_to_be_no_article_another_was_first(newsroom):
    first, *_ = newsroom.publish(HERALD, COURIER, GAZETTE)
    compare_all(newsroom)
    with newsroom.connection:
        load.set_aside(newsroom.connection, first, "not_article", "a list of links", 1, NOW)
    assert compare_all(newsroom).articles == 2
    assert found(newsroom) == {"gazette": ("courier", "earliest")}


def test_a_corrected_date_changes_who_was_first(newsroom):
    newsroom.publish(COURIER, GAZETTE)
    compare_all(newsroom)
    later = GAZETTE.fetched_at + timedelta(hours=9)
    newsroom.publish(replace(GAZETTE, published_at=MORNING - timedelta(hours=9), fetched_at=later, revision="b"))
    compare_all(newsroom)
    assert found(newsroom) == {"courier": ("gazette", "earliest")}


def test_a_new_article_is_compared_with_what_is_like_it_not_with_everything(newsroom, monkeypatch):
    newsroom.publish(*week(3))
    compare_all(newsroom)
    calls = []
    real = near_copies.compare
    monkeypatch.setattr(copies, "compare", lambda one, other: calls.append(1) or real(one, other))
    newsroom.publish(replace(HERALD, identity="90"), replace(COURIER, identity="90"))
    assert compare_all(newsroom) == Compared(articles=2, changed=1)
    assert len(calls) == 1


# --- what it means for events -----------------------------------------------------------------------------------------


def events(newsroom: Newsroom) -> list[tuple[int, int]]:
    return newsroom.ask("select reports, independent_reports from analysis.events")


@pytest.mark.parametrize(
    ("stories", "expected"),
    [
        ((HERALD, COURIER, GAZETTE), (3, 1)),
        ((COURIER, GAZETTE), (2, 1)),
        ((HERALD, replace(COURIER, body=OWN)), (2, 2)),
        ((HERALD, COURIER, replace(GAZETTE, body=OWN)), (3, 2)),
        ((replace(HERALD, reports=()), COURIER, GAZETTE), (2, 1)),
    ],
)
def test_an_event_says_how_many_of_its_reports_are_independent(newsroom: Newsroom, stories: Sequence[Story], expected):
    newsroom.publish(*stories)
    compare_all(newsroom)
    resolve(newsroom.connection, NOW)
    assert events(newsroom) == [expected]


def test_an_alert_says_that_its_reports_are_one_text(newsroom):
    newsroom.publish(HERALD, COURIER, GAZETTE)
    compare_all(newsroom)
    resolve(newsroom.connection, NOW)
    [(body,)] = newsroom.ask("select body from core.alerts")
    assert "1 of its 3 reports is independent; the others print the same text." in render(Telling(body=body)).text


# --- texts ------------------------------------------------------------------------------------------------------------


def test_a_sketch_is_the_same_whenever_it_is_made():
    assert sketch(WIRE) == sketch(WIRE)
    assert sketch(WIRE) != sketch(OWN)
    assert sketch(WIRE[:1]) is None, "too short"


@pytest.mark.parametrize(
    "body",
    [
        (),
        ("",),
        ("۔ ؟ …",),
        ("a " * 100_000,),
        ("ازبکستان کے سفیر نے وزیر سے ملاقات کی۔ " * 20,),
        ("\x00\ud800 " * 50,),
    ],
)
def test_odd_texts_are_compared_or_left_alone(body):
    text = words(body)
    assert sketch(body) is None or len(sketch(body)) >= HASHES
    compare(text, words(WIRE))
    compare(words(WIRE), text)


def test_urdu_sentences_end_with_their_own_full_stop():
    said = split("عنوان", ["سفیر نے وزیر سے ملاقات کی۔ دونوں نے تجارت پر بات کی۔"])
    assert [passage.text for passage in said] == ["سفیر نے وزیر سے ملاقات کی۔", "دونوں نے تجارت پر بات کی۔"]
