"""From news to readers: when a message goes out, what it says to whom, and that none is lost or told twice."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from alerts import operator
from alerts.channels import digest, group_wait
from alerts.deliver import BACK_OFF, BURST, Delivered, deliver
from alerts.fan_out import GROUP_INTERVAL
from alerts.watchlists import Watch
from items import Agreement, Failed, Unusable
from tests.readers import Hook, serving
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, passage, report, talks
from warehouse import deciding, embedded, load, outbox
from warehouse.connection import connect
from warehouse.migrate import SQL, migrate
from warehouse.resolve import resolve

STORY = Story(outlet="gazette", identity="1", reports=(talks(status="planned", date="2025-08-20"),))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OTHER_GUEST = ("Nurlan Abdirov", "KZ", "Ambassador of Kazakhstan to Pakistan")


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def to(*urls: str, wait: timedelta = timedelta(), name: str = "everything", **more) -> tuple[Watch, ...]:
    """A watch that tells these addresses at once."""
    return (Watch(name=name, channels=urls, **({"delivery": "immediate", "group_wait": wait} | more)),)


def many(number: int, first: int = 1) -> list[Story]:
    """Stories of so many meetings, one a day."""
    return [
        Story(
            outlet="gazette",
            identity=str(n),
            reports=(talks(date=f"2025-{8 + n // 28:02}-{n % 28 + 1:02}", status="planned"),),
        )
        for n in range(first, first + number)
    ]


def tell(newsroom: Newsroom, watches, now, *stories: Story, **more) -> Delivered:
    """Publish, resolve and deliver what is due."""
    newsroom.publish(*stories)
    resolve(newsroom.connection, now)
    return deliver(newsroom.connection, watches, now, **more)


def got(hook: Hook) -> list[str]:
    """Texts of what a hook took."""
    return [post["message"] for post in hook.posts if post["status"] == 200]


# --- waiting ----------------------------------------------------------------------------------------------------------


def test_a_new_event_waits_for_the_second_outlet_to_join(newsroom, hook):
    watches = to(hook.url, wait=30 * MINUTE)
    assert tell(newsroom, watches, NOW, STORY) == Delivered(sent=0, failed=0, waiting=1)
    joined = replace(STORY, outlet="courier", published_at=MORNING + HOUR)
    assert tell(newsroom, watches, NOW + 20 * MINUTE, joined).sent == 0
    assert deliver(newsroom.connection, watches, NOW + 29 * MINUTE).sent == 0
    assert deliver(newsroom.connection, watches, NOW + 30 * MINUTE).sent == 1
    assert "Reported by 2 outlets: The Courier, The Gazette." in got(hook)[0]
    assert deliver(newsroom.connection, watches, NOW + DAY).sent == 0


def test_what_changes_while_a_message_waits_stands_in_it_and_makes_no_other(newsroom, hook):
    watches = to(hook.url, wait=30 * MINUTE)
    tell(newsroom, watches, NOW, STORY)
    moved = replace(STORY, outlet="courier", reports=(talks(status="held", date="2025-08-20"),))
    tell(newsroom, watches, NOW + MINUTE, replace(moved, published_at=MORNING + HOUR))
    assert deliver(newsroom.connection, watches, NOW + DAY).sent == 1
    assert deliver(newsroom.connection, watches, NOW + 2 * DAY).waiting == 0
    assert "New since" not in got(hook)[0]


def test_every_watch_waits_as_long_as_it_says(newsroom, hook):
    with serving(Hook()) as patient:
        watches = (*to(hook.url, wait=5 * MINUTE, name="quick"), *to(patient.url, wait=HOUR, name="patient"))
        tell(newsroom, watches, NOW, STORY)
        deliver(newsroom.connection, watches, NOW + 5 * MINUTE)
        assert (len(hook.posts), len(patient.posts)) == (1, 0)
        deliver(newsroom.connection, watches, NOW + HOUR)
        assert (len(hook.posts), len(patient.posts)) == (1, 1)
    assert "You get this by the watch “quick”." in got(hook)[0]


# --- amendments -------------------------------------------------------------------------------------------------------


def amended(newsroom: Newsroom, hook: Hook, *stories: Story, later: timedelta = DAY) -> list[str]:
    """What a reader is told beyond the first message, once `stories` come after it."""
    watches = to(hook.url)
    tell(newsroom, watches, NOW, STORY)
    tell(newsroom, watches, NOW + HOUR, *stories)
    deliver(newsroom.connection, watches, NOW + later)
    return got(hook)[1:]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reports": (talks(status="postponed", date="2025-08-20"),)}, "  postponed; it was planned"),
        (
            {"reports": (report(HOST, GUEST, OTHER_GUEST, status="planned", date="2025-08-20"),)},
            "  named: Nurlan Abdirov",
        ),
        (
            {"agreements": (Agreement(title="Transit agreement", status="signed", evidence=passage("signed")),)},
            "  paper: Transit agreement (signed)",
        ),
    ],
)
def test_an_amendment_says_what_is_new_since_the_last_message(newsroom, hook, change, said):
    story = replace(STORY, outlet="courier", published_at=MORNING + HOUR, **change)
    [text] = amended(newsroom, hook, story)
    assert text.startswith("New since the last message:\n")
    assert said in text
    assert "Reported by 2 outlets" in text


def test_a_day_that_an_edit_moves_is_an_amendment(newsroom, hook):
    edited = replace(
        STORY, revision="2", fetched_at=MORNING + 3 * HOUR, reports=(talks(status="planned", date="2025-08-25"),)
    )
    [text] = amended(newsroom, hook, edited)
    assert "  date: 25 August 2025; it was 20 August 2025" in text


def test_the_first_press_of_the_other_side_is_an_amendment(newsroom, hook):
    newsroom.ask("update raw.outlets set country = 'UZ' where outlet = 'courier'")
    [text] = amended(newsroom, hook, replace(STORY, outlet="courier", published_at=MORNING + HOUR))
    assert "  the press of Central Asia tells of it too" in text


def test_a_further_outlet_and_another_spelling_are_none(newsroom, hook):
    guest = ("Botir Salimoff", *GUEST[1:])
    spelt = report(HOST, guest, status="planned", date="2025-08-20")
    stories = (
        replace(STORY, outlet="courier", reports=(spelt,), published_at=MORNING + HOUR),
        replace(STORY, outlet="herald", reports=(spelt,), published_at=MORNING + HOUR),
    )
    assert amended(newsroom, hook, *stories) == []


def test_what_is_read_again_amends_nothing(newsroom, hook):
    watches = to(hook.url)
    [page_id] = newsroom.publish(STORY)
    tell(newsroom, watches, NOW)
    newsroom.read(page_id, replace(STORY, reports=(talks(status="held", date="2025-08-20"),)), reader_version=2)
    tell(newsroom, watches, NOW + HOUR)
    # Nor does it later, when an outlet joins that says the same.
    joined = replace(STORY, outlet="courier", reports=(talks(date="2025-08-20"),), published_at=MORNING + HOUR)
    assert tell(newsroom, watches, NOW + DAY, joined).waiting == 0
    assert len(hook.posts) == 1


def test_amendments_of_one_event_are_brought_together(newsroom, hook):
    watches = to(hook.url)
    tell(newsroom, watches, NOW, STORY)
    for number, (outlet, status) in enumerate((("courier", "postponed"), ("herald", "cancelled")), 1):
        story = replace(STORY, outlet=outlet, reports=(talks(status=status, date="2025-08-20"),))
        moment = NOW + number * HOUR
        assert tell(newsroom, watches, moment, replace(story, published_at=moment)).waiting == 1
    assert deliver(newsroom.connection, watches, NOW + GROUP_INTERVAL - MINUTE).sent == 0
    assert deliver(newsroom.connection, watches, NOW + GROUP_INTERVAL).sent == 1
    assert "  cancelled; it was planned" in got(hook)[1]
    assert "postponed" not in got(hook)[1].partition("\n\n")[0]


def test_an_event_that_comes_soon_is_amended_at_once(newsroom, hook):
    soon = talks(status="planned", date="2025-08-03")
    watches = to(hook.url)
    tell(newsroom, watches, NOW, replace(STORY, reports=(soon,)))
    off = replace(STORY, outlet="courier", published_at=NOW, reports=(replace(soon, status="cancelled"),))
    assert tell(newsroom, watches, NOW + HOUR, off).sent == 1
    assert "  cancelled; it was planned" in got(hook)[1]


def test_a_change_that_was_taken_back_before_it_was_told_is_not_told(newsroom, hook):
    watches = to(hook.url)
    tell(newsroom, watches, NOW, STORY)
    for number, day in enumerate(("2025-08-25", "2025-08-20"), 2):
        edited = replace(STORY, revision=str(number), fetched_at=MORNING + number * HOUR)
        tell(newsroom, watches, NOW + number * MINUTE, replace(edited, reports=(talks(status="planned", date=day),)))
    assert deliver(newsroom.connection, watches, NOW + DAY) == Delivered(sent=0, failed=0, waiting=0)
    assert newsroom.ask("select dropped_because from core.outbox where kind = 'update'") == [
        ("nothing is new since the message before",)
    ]


def test_a_reader_who_was_not_told_gets_the_whole_event_when_his_watch_comes_to_match(newsroom, hook):
    watches = to(hook.url, name="cancelled", statuses=("cancelled",))
    assert tell(newsroom, watches, NOW, STORY).waiting == 0
    off = replace(STORY, outlet="courier", reports=(talks(status="cancelled", date="2025-08-20"),), published_at=NOW)
    assert tell(newsroom, watches, NOW + HOUR, off).sent == 1
    assert got(hook)[0].startswith("Meeting cancelled, 20 August 2025, Islamabad")


def test_an_event_long_past_is_no_news_however_fresh_the_report(newsroom, hook):
    old = replace(STORY, reports=(talks(date="2025-06-20"),))
    assert tell(newsroom, to(hook.url), NOW, old) == Delivered(sent=0, failed=0, waiting=0)


# --- what was told wrongly --------------------------------------------------------------------------------------------

HALF, OTHER_HALF = (
    Story(outlet="gazette", identity="1", reports=(report(HOST, place=None),)),
    Story(outlet="courier", identity="7", reports=(report(GUEST, place=None),)),
)
BOTH = Story(outlet="herald", identity="3", reports=(talks(),), published_at=MORNING + HOUR)


def test_a_reader_who_was_told_of_two_hears_that_they_are_one(newsroom, hook):
    watches = to(hook.url)
    assert tell(newsroom, watches, NOW, HALF, OTHER_HALF).sent == 2
    tell(newsroom, watches, NOW + HOUR, BOTH)
    deliver(newsroom.connection, watches, NOW + DAY)
    [text] = got(hook)[2:]
    assert text.startswith("Correction: this and event 2 (")
    assert "are one and the same; you were told of two." in text
    assert deliver(newsroom.connection, watches, NOW + 2 * DAY).waiting == 0


def test_of_two_that_turn_out_to_be_one_before_they_were_told_only_one_is(newsroom, hook):
    watches = to(hook.url, wait=30 * MINUTE)
    assert tell(newsroom, watches, NOW, HALF, OTHER_HALF).waiting == 2
    tell(newsroom, watches, NOW + MINUTE, BOTH)
    assert deliver(newsroom.connection, watches, NOW + DAY).sent == 1
    assert "Kamran Bashir Qazi" in got(hook)[0] and "Botir Salimov" in got(hook)[0]


def test_a_reader_who_was_told_of_one_of_two_hears_of_it_in_the_event_that_stays(newsroom, hook):
    with serving(Hook()) as second:
        watches = (
            *to(hook.url, name="hosts", people=(HOST[0],)),
            *to(second.url, name="guests", people=(GUEST[0],)),
        )
        tell(newsroom, watches, NOW, HALF, OTHER_HALF)
        tell(newsroom, watches, NOW + HOUR, BOTH)
        deliver(newsroom.connection, watches, NOW + DAY)
        for told, joined in ((got(hook), GUEST), (got(second), HOST)):
            assert len(told) == 2
            assert f"  named: {joined[0]}" in told[1]
            assert "Correction" not in told[1]


def test_an_event_that_is_taken_apart_is_corrected(newsroom, hook):
    watches = to(hook.url)
    story = replace(STORY, reports=(talks(),))
    ids = newsroom.publish(story, replace(story, outlet="courier"), replace(story, outlet="herald"))
    assert tell(newsroom, watches, NOW).sent == 1
    newsroom.read(ids[0], replace(story, reports=(talks(date="2025-07-30"),)), reader_version=2)
    tell(newsroom, watches, NOW + HOUR)
    [text] = got(hook)[1:]
    assert text.startswith("Correction: this is an event of its own; it was told as part of event 1 (")
    assert "Meeting held, 30 July 2025, Islamabad" in text


def test_an_event_that_was_withdrawn_is_taken_back_where_it_was_told(newsroom, hook):
    [page_id] = newsroom.publish(STORY)
    tell(newsroom, to(hook.url), NOW)
    with newsroom.connection:
        load.set_aside(newsroom.connection, page_id, "not_article", "a list of photographs", 2, NOW)
    tell(newsroom, to(hook.url), NOW + HOUR)
    [text] = got(hook)[1:]
    assert text.startswith("Correction: this event was withdrawn.")
    assert deliver(newsroom.connection, to(hook.url), NOW + DAY).waiting == 0


def test_an_event_that_was_withdrawn_before_it_was_told_is_not_told(newsroom, hook):
    watches = to(hook.url, wait=30 * MINUTE)
    [page_id] = newsroom.publish(STORY)
    tell(newsroom, watches, NOW)
    with newsroom.connection:
        load.set_aside(newsroom.connection, page_id, "not_article", "a list of photographs", 2, NOW)
    tell(newsroom, watches, NOW + MINUTE)
    assert deliver(newsroom.connection, watches, NOW + DAY) == Delivered(sent=0, failed=0, waiting=0)
    assert not hook.posts


def test_what_an_analyst_edits_is_an_amendment_and_so_is_its_undoing(newsroom, hook):
    watches = to(hook.url)
    say = deciding.Say(by="mina", why="the ministry says so", now=NOW)
    tell(newsroom, watches, NOW, STORY)
    decision = deciding.edit(newsroom.connection, 1, "status", "cancelled", say)
    tell(newsroom, watches, NOW + HOUR)
    deliver(newsroom.connection, watches, NOW + DAY)
    deciding.undo(newsroom.connection, decision, say)
    tell(newsroom, watches, NOW + 2 * DAY)
    assert [text.partition("\n\n")[0].splitlines()[1:] for text in got(hook)[1:]] == [
        ["  cancelled; it was planned"],
        ["  planned; it was cancelled"],
    ]
    assert tell(newsroom, watches, NOW + 3 * DAY).waiting == 0


def test_what_an_analyst_brings_together_and_parts_again_is_corrected_each_time(newsroom, hook):
    watches = to(hook.url)
    say = deciding.Say(by="mina", why="I was there", now=NOW)
    elsewhere = replace(STORY, outlet="courier", identity="7", reports=(talks(status="planned", date="2025-08-25"),))
    assert tell(newsroom, watches, NOW, STORY, elsewhere).sent == 2
    decision = deciding.merge(newsroom.connection, [1, 2], say)
    tell(newsroom, watches, NOW + HOUR)
    deciding.undo(newsroom.connection, decision, say)
    tell(newsroom, watches, NOW + DAY)
    deliver(newsroom.connection, watches, NOW + 2 * DAY)
    together, apart = got(hook)[2:]
    assert "are one and the same; you were told of two." in together
    assert apart.startswith("Correction: this is an event of its own; it was told as part of event 1 (")
    assert {"20 Aug", "25 Aug"} <= set(re.findall(r"2[05] Aug", apart)), "both as they stand now"
    assert tell(newsroom, watches, NOW + 3 * DAY).waiting == 0


ELSEWHERE = replace(STORY, outlet="courier", identity="7", reports=(talks(status="planned", date="2025-08-25"),))


@pytest.mark.parametrize("delivery", ["immediate", "hourly", "daily"])
def test_a_merge_that_is_undone_before_it_was_told_is_told_to_nobody(newsroom, hook, delivery):
    watches = to(hook.url, wait=30 * MINUTE, delivery=delivery)
    tell(newsroom, watches, NOW, STORY, ELSEWHERE)
    told = NOW + DAY + HOUR
    deliver(newsroom.connection, watches, told)
    before = len(got(hook))
    merged = deciding.merge(newsroom.connection, [1, 2], deciding.Say(by="mina", why="I was there", now=told))
    assert tell(newsroom, watches, told + MINUTE).sent == 0
    deciding.undo(newsroom.connection, merged, deciding.Say(by="mina", why="I was not", now=told))
    assert tell(newsroom, watches, told + 2 * MINUTE).sent == 0
    for days in range(1, 4):
        deliver(newsroom.connection, watches, told + days * DAY)
    later = "\n".join(got(hook)[before:])
    assert "Correction" not in later and "Botir Salimov" not in later.partition("Coming")[0]


def test_a_merge_that_was_refused_and_then_undone_is_told_and_taken_back_in_this_order(newsroom, hook):
    watches, say = to(hook.url), deciding.Say(by="mina", why="I was there", now=NOW)
    tell(newsroom, watches, NOW, STORY, ELSEWHERE)
    merged = deciding.merge(newsroom.connection, [1, 2], say)
    hook.answers = [503, 503]
    assert tell(newsroom, watches, NOW + HOUR).failed == 1
    deciding.undo(newsroom.connection, merged, say)
    assert tell(newsroom, watches, NOW + HOUR + MINUTE).failed == 1
    assert deliver(newsroom.connection, watches, NOW + HOUR + 2 * MINUTE).sent == 0, "what follows it waits for it"
    deliver(newsroom.connection, watches, NOW + DAY)
    together, apart = got(hook)[2:]
    assert "are one and the same; you were told of two." in together
    assert "this is an event of its own; it was told as part of event 1 (" in apart


def test_what_was_merged_twice_over_is_corrected_when_it_stands_again_last_of_all(newsroom, hook):
    watches, say = to(hook.url), deciding.Say(by="mina", why="I was there", now=NOW)
    third = replace(STORY, outlet="herald", identity="9", reports=(talks(status="planned", date="2025-08-28"),))
    tell(newsroom, watches, NOW, STORY, ELSEWHERE, third)
    inner = deciding.merge(newsroom.connection, [2, 3], say)
    tell(newsroom, watches, NOW + HOUR)
    for change in (lambda: deciding.merge(newsroom.connection, [1, 2], say),
                   lambda: deciding.undo(newsroom.connection, 2, say)):  # fmt: skip
        change()
        # Nothing is told of the outer merge.
        resolve(newsroom.connection, NOW + 2 * HOUR)
    deciding.undo(newsroom.connection, inner, say)
    tell(newsroom, watches, NOW + 3 * HOUR)
    deliver(newsroom.connection, watches, NOW + DAY)
    together, apart = got(hook)[3:]
    assert "this and event 3 (" in together and "are one and the same" in together
    assert "told as part of event 2 (" in apart and apart.count("28 August") == 1


def test_an_undoing_that_is_itself_undone_before_it_was_told_is_told_to_nobody(newsroom, hook):
    watches, say = to(hook.url, wait=30 * MINUTE), deciding.Say(by="mina", why="I was there", now=NOW)
    tell(newsroom, watches, NOW, STORY, ELSEWHERE)
    deliver(newsroom.connection, watches, NOW + HOUR)
    merged = deciding.merge(newsroom.connection, [1, 2], say)
    tell(newsroom, watches, NOW + HOUR)
    deliver(newsroom.connection, watches, NOW + 2 * HOUR)
    deciding.undo(newsroom.connection, merged, say)
    tell(newsroom, watches, NOW + 3 * HOUR)
    deciding.merge(newsroom.connection, [1, 2], say)
    tell(newsroom, watches, NOW + 3 * HOUR + MINUTE)
    deliver(newsroom.connection, watches, NOW + DAY)
    assert len(got(hook)) == 3
    # He still believes that they are one.
    deciding.undo(newsroom.connection, 2, say)
    tell(newsroom, watches, NOW + DAY)
    deliver(newsroom.connection, watches, NOW + 2 * DAY)
    [text] = got(hook)[3:]
    assert "this is an event of its own; it was told as part of event 1 (" in text
    # What is merged and parted once more before he hears of it changes nothing; what he hears of is corrected anew.
    for days, heard in ((3, 4), (5, 6)):
        merged = deciding.merge(newsroom.connection, [1, 2], say)
        tell(newsroom, watches, NOW + days * DAY)
        if heard == 6:
            deliver(newsroom.connection, watches, NOW + days * DAY + HOUR)
        deciding.undo(newsroom.connection, merged, say)
        tell(newsroom, watches, NOW + days * DAY + 2 * HOUR)
        deliver(newsroom.connection, watches, NOW + (days + 1) * DAY)
        assert len(got(hook)) == heard


def test_what_was_not_told_because_its_event_had_merged_is_told_once_that_stands_again(newsroom, hook):
    watches, say = to(hook.url, wait=30 * MINUTE), deciding.Say(by="mina", why="I was there", now=NOW)
    tell(newsroom, watches, NOW, STORY)
    deliver(newsroom.connection, watches, NOW + HOUR)
    tell(newsroom, watches, NOW + HOUR, replace(ELSEWHERE, outlet="herald"))
    merged = deciding.merge(newsroom.connection, [1, 2], say)
    tell(newsroom, watches, NOW + HOUR + MINUTE)
    deliver(newsroom.connection, watches, NOW + 2 * HOUR)
    assert len(got(hook)) == 1, "the day of the first stays"
    deciding.undo(newsroom.connection, merged, say)
    tell(newsroom, watches, NOW + 3 * HOUR)
    deliver(newsroom.connection, watches, NOW + DAY)
    [text] = got(hook)[1:]
    assert text.startswith("Meeting planned, 25 August 2025")


def test_what_was_refused_before_its_event_was_parted_is_corrected_all_the_same(newsroom, hook):
    watches, say = to(hook.url), deciding.Say(by="mina", why="I was there", now=NOW)
    hook.answers = [503]
    joined = replace(STORY, outlet="courier", identity="7", published_at=MORNING + HOUR)
    assert tell(newsroom, watches, NOW, STORY, joined).failed == 1
    reports = deciding.show(newsroom.connection, 1)["reports"]
    deciding.split(newsroom.connection, 1, [reports[-1]["report_id"]], [], say)
    tell(newsroom, watches, NOW + HOUR)
    deliver(newsroom.connection, watches, NOW + DAY)
    assert [text.startswith("Correction: this is an event of its own") for text in got(hook)] == [False, True]


@pytest.mark.parametrize("delivery", ["immediate", "hourly", "daily"])
def test_of_an_event_that_is_parted_before_it_was_told_both_parts_are_told(newsroom, hook, delivery):
    watches = to(hook.url, wait=2 * HOUR, delivery=delivery)
    say = deciding.Say(by="mina", why="I was there", now=NOW + HOUR)
    joined = replace(STORY, outlet="courier", identity="7", published_at=MORNING + HOUR)
    assert tell(newsroom, watches, NOW, STORY, joined).sent == 0
    reports = deciding.show(newsroom.connection, 1)["reports"]
    deciding.split(newsroom.connection, 1, [reports[-1]["report_id"]], [], say)
    tell(newsroom, watches, NOW + timedelta(minutes=30))
    for days in range(1, 4):
        deliver(newsroom.connection, watches, NOW + days * DAY)
    told = "\n".join(got(hook))
    assert "Correction" not in told
    assert told.count("https://gazette.example/1") == told.count("https://courier.example/7") == 1


def test_between_reading_and_resolving_a_message_waits(newsroom, hook):
    watches = to(hook.url, wait=30 * MINUTE)
    [page_id] = newsroom.publish(STORY)
    tell(newsroom, watches, NOW)
    with newsroom.connection:
        load.set_aside(newsroom.connection, page_id, "not_article", "a list of photographs", 2, NOW)
    assert deliver(newsroom.connection, watches, NOW + HOUR) == Delivered(sent=0, failed=0, waiting=1)
    assert tell(newsroom, watches, NOW + HOUR).waiting == 0
    assert not hook.posts


def test_a_message_that_was_refused_is_not_sent_any_more_once_its_event_was_withdrawn(newsroom, hook):
    hook.answers = [503]
    [page_id] = newsroom.publish(STORY)
    assert tell(newsroom, to(hook.url), NOW).failed == 1
    with newsroom.connection:
        load.set_aside(newsroom.connection, page_id, "not_article", "a list of photographs", 2, NOW)
    assert tell(newsroom, to(hook.url), NOW + HOUR) == Delivered(sent=0, failed=0, waiting=0)
    assert got(hook) == []


# --- bursts -----------------------------------------------------------------------------------------------------------


def test_a_burst_is_one_message_and_a_word_to_the_operator(newsroom, hook):
    watches = to(hook.url)
    assert tell(newsroom, watches, NOW, *many(BURST + 5)).sent == 1
    assert hook.posts[0]["title"] == f"Corridor: {BURST + 5} events at once"
    assert "And in short:" in hook.posts[0]["message"] and "by the watch “everything”" in hook.posts[0]["message"]
    with serving(Hook()) as desk:
        assert operator.tell_of_messages(newsroom.connection, [desk.url], NOW) == 1
        assert operator.tell_of_messages(newsroom.connection, [desk.url], NOW) == 0
    assert f"{BURST + 5} messages" in desk.posts[0]["message"]


def test_after_a_burst_the_rest_of_the_hour_is_one_message_too(newsroom, hook):
    watches = to(hook.url)
    tell(newsroom, watches, NOW, *many(BURST + 1))
    assert tell(newsroom, watches, NOW + 10 * MINUTE, *many(2, first=30)).sent == 0
    assert tell(newsroom, watches, NOW + 20 * MINUTE, *many(2, first=40)).sent == 0
    assert deliver(newsroom.connection, watches, NOW + HOUR).sent == 1
    assert hook.posts[1]["title"] == "Corridor: 4 events at once"
    assert tell(newsroom, watches, NOW + 3 * HOUR, *many(1, first=50)).sent == 1


def test_so_many_are_no_burst(newsroom, hook):
    assert tell(newsroom, to(hook.url), NOW, *many(BURST)).sent == BURST


def test_what_was_told_in_a_burst_is_amended_like_anything_else(newsroom, hook):
    watches = to(hook.url)
    tell(newsroom, watches, NOW, STORY, *many(BURST, first=25))
    off = replace(STORY, outlet="courier", reports=(talks(status="cancelled", date="2025-08-20"),), published_at=NOW)
    tell(newsroom, watches, NOW + HOUR, off)
    deliver(newsroom.connection, watches, NOW + DAY)
    assert "  cancelled; it was planned" in got(hook)[1]


# --- dead letters -----------------------------------------------------------------------------------------------------


def test_a_message_that_is_refused_again_and_again_becomes_a_dead_letter(newsroom, hook):
    watches, moment = to(hook.url), NOW
    tries = []
    hook.otherwise = lambda: 503
    tell(newsroom, watches, moment, STORY)
    for wait in BACK_OFF:
        assert deliver(newsroom.connection, watches, moment + wait - timedelta(seconds=1)).failed == 0
        moment += wait
        tries.append(deliver(newsroom.connection, watches, moment))
    assert [it.dead for it in tries] == [0, 0, 0, 0, 1]
    assert tries[-1].waiting == 0
    assert deliver(newsroom.connection, watches, moment + DAY) == Delivered(sent=0, failed=0, waiting=0)
    with serving(Hook()) as desk:
        operator.tell_of_messages(newsroom.connection, [desk.url], moment)
    assert "was given up after 6 tries" in desk.posts[0]["message"]
    assert "503" in desk.posts[0]["message"]


def test_what_follows_a_dead_letter_only_says_what_is_new_for_some_servers_take_what_they_refuse(newsroom, hook):
    watches, moment = to(hook.url), NOW
    hook.otherwise = lambda: 503
    tell(newsroom, watches, moment, STORY)
    for wait in BACK_OFF:
        moment += wait
        deliver(newsroom.connection, watches, moment)
    hook.otherwise = lambda: 200
    off = replace(STORY, outlet="courier", reports=(talks(status="cancelled", date="2025-08-20"),), published_at=moment)
    tell(newsroom, watches, moment + HOUR, off)
    deliver(newsroom.connection, watches, moment + DAY)
    assert outbox.replay(newsroom.connection, None, moment + DAY) == [], "its words are old"
    [overtaken] = outbox.messages(newsroom.connection, moment + DAY, ["dead"], 7)
    assert (overtaken["message_id"], overtaken["overtaken_by"]) == (1, 2)
    assert outbox.replay(newsroom.connection, [1], moment + DAY) == [1]
    deliver(newsroom.connection, watches, moment + DAY)
    update, first = got(hook)
    assert "  cancelled; it was planned" in update
    assert "New since" not in first


# --- one address, several readers; addresses that go -----------------------------------------------------------------


def test_an_address_that_is_configured_no_more_keeps_what_is_due_until_it_comes_back(newsroom, hook):
    watches = to(hook.url, wait=30 * MINUTE)
    tell(newsroom, watches, NOW, STORY)
    with serving(Hook()) as other:
        assert deliver(newsroom.connection, to(other.url), NOW + HOUR) == Delivered(sent=0, failed=0, waiting=0)
    assert deliver(newsroom.connection, watches, NOW + 2 * HOUR).sent == 1


def test_a_new_address_is_not_told_of_what_was_news_before(newsroom, hook):
    tell(newsroom, to(hook.url), NOW, STORY)
    with serving(Hook()) as newcomer:
        assert deliver(newsroom.connection, to(hook.url, newcomer.url), NOW + HOUR).sent == 0


def test_two_watches_of_one_reader_are_one_message_that_names_both(newsroom, hook):
    watches = (*to(hook.url, name="trade", sectors=("trade",)), *to(hook.url, name="hosts", people=(HOST[0],)))
    assert tell(newsroom, watches, NOW, STORY).sent == 1
    assert "by the watch “trade”.\nYou get this by the watch “hosts”." in got(hook)[0]


def test_no_address_stands_in_the_warehouse(newsroom, hook):
    hook.otherwise = lambda: 500
    tell(newsroom, to(hook.url), NOW, STORY)
    said = str(newsroom.tables("core"))
    assert "hunter22" not in said and "secret-path" not in said
    assert digest(hook.url, "") not in said, "without the warehouse's salt nobody can tell by guessing"


# --- at least once ----------------------------------------------------------------------------------------------------


def test_what_was_sent_by_a_process_that_was_killed_is_sent_again_with_its_key_and_its_words(newsroom, hook, database):
    class Killed(BaseException):
        pass

    def kill() -> int:
        # The hook has it; the process dies before it can mark that.
        os.kill(victim.pid, signal.SIGKILL)
        return 200

    hook.otherwise = kill
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    victim = delivering(database.loader_url, hook.url, rounds=1)
    victim.wait(60)
    hook.otherwise = lambda: 200
    joined = replace(STORY, outlet="courier", reports=(talks(status="cancelled", date="2025-08-20"),), published_at=NOW)
    newsroom.publish(joined)
    resolve(newsroom.connection, NOW)
    wait_for_locks(newsroom)
    deliver(newsroom.connection, to(hook.url), NOW + DAY)
    assert len(set(hook.keys[:2])) == 1
    assert hook.posts[0]["message"] == hook.posts[1]["message"]
    assert "  cancelled; it was planned" in hook.posts[2]["message"], "what came later is told in a message of its own"


DELIVERING = """
import sys, psycopg2
from datetime import datetime, timedelta
from alerts.deliver import deliver
from alerts.watchlists import Watch
watches = (Watch(name="everything", channels=(sys.argv[2],), delivery="immediate", group_wait=timedelta()),)
connection = psycopg2.connect(sys.argv[1])
for number in range(int(sys.argv[3])):
    deliver(connection, watches, datetime.fromisoformat(sys.argv[4]) + number * timedelta(minutes=30))
"""


def delivering(url: str, address: str, rounds: int, now=NOW) -> subprocess.Popen[bytes]:
    """A process that delivers, so many times."""
    command = [sys.executable, "-c", DELIVERING, url, address, str(rounds), now.isoformat()]
    return subprocess.Popen(command, cwd=Path(__file__).parent.parent)


def wait_for_locks(newsroom: Newsroom) -> None:
    """A killed process's locks go when the server notices it, not before."""
    end = time.monotonic() + 20
    while time.monotonic() < end and newsroom.ask(
        "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    ):
        time.sleep(0.05)


def test_killed_at_random_points_and_refused_a_third_of_the_time_nothing_is_lost_and_nothing_told_twice(
    newsroom, hook, database
):
    chance = random.Random(6)
    hook.otherwise = lambda: 503 if chance.random() < 1 / 3 else 200
    stories = [
        replace(story, published_at=NOW - DAY, outlet=outlet) for story in many(14) for outlet in ("gazette", "courier")
    ]
    newsroom.publish(*stories)
    resolve(newsroom.connection, NOW)
    for attempt in range(4):
        victim = delivering(database.loader_url, hook.url, rounds=40, now=NOW + attempt * HOUR)
        seen = len(hook.posts)
        end = time.monotonic() + 30
        while len(hook.posts) < seen + 2 and time.monotonic() < end and victim.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.random() / 50)
        victim.kill()
        victim.wait(10)
    wait_for_locks(newsroom)
    for hours in range(5, 60, 3):
        if deliver(newsroom.connection, to(hook.url), NOW + hours * HOUR).waiting == 0:
            break
    taken = {key for key, post in zip(hook.keys, hook.posts, strict=True) if post["status"] == 200}
    assert len(taken) == 14
    assert newsroom.ask("select count(*) from core.outbox where sent_at is null") == [(0,)]
    told = {post["message"] for post in hook.posts}
    assert len(told) == 14, "equal keys say the same"


def test_two_that_deliver_at_once_send_each_message_once(newsroom, hook, database):
    newsroom.publish(*many(BURST))
    resolve(newsroom.connection, NOW)
    hook.slowness = 0.02
    barrier = threading.Barrier(3)

    def work():
        with closing(psycopg2.connect(database.loader_url)) as connection:
            barrier.wait()
            deliver(connection, to(hook.url), NOW)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hook.posts) == BURST == len(set(hook.keys))


def test_a_hook_that_hangs_holds_nobody_up_but_once(newsroom, hook):
    with serving(Hook()) as slow:
        slow.slowness = 3
        watches = to(f"{slow.url}?rto=0.2&cto=0.2", hook.url)
        outcome = tell(newsroom, watches, NOW, STORY)
        assert (outcome.sent, outcome.failed) == (1, 1)
        slow.slowness = 0


# --- latency ----------------------------------------------------------------------------------------------------------


def test_how_long_news_took_to_reach_its_readers_is_kept(newsroom, hook, database):
    watches = to(hook.url, wait=30 * MINUTE)
    tell(newsroom, watches, MORNING + 2 * HOUR, STORY)
    deliver(newsroom.connection, watches, MORNING + 3 * HOUR)
    with closing(psycopg2.connect(database.analyst_url)) as connection, connection.cursor() as cursor:
        cursor.execute("select * from analysis.alert_latency")
        names = [column.name for column in cursor.description]
        [latency] = [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]
    assert (latency["watch"], latency["kind"], latency["messages"]) == ("everything", "new", 1)
    assert str(latency["day"]) == "2025-08-01"
    assert [float(latency[f"{name}_p95"]) for name in ("total", "fetching", "finding", "delivering")] == [
        3 * 3600,
        3600,
        3600,
        3600,
    ]


def test_with_a_run_every_ten_minutes_news_is_there_within_twelve(newsroom, hook, database):
    """The goal with an immediate watch that does not wait, by a simulated clock: what a run takes is not in it."""
    chance, begin = random.Random(5), NOW - DAY
    stories = sorted(
        (
            replace(story, published_at=begin + timedelta(minutes=chance.uniform(30 * number, 30 * number + 30)))
            for number, story in enumerate(many(20))
        ),
        key=lambda story: story.published_at,
    )
    for run in (begin + 10 * number * MINUTE for number in range(1, 62)):
        due = [story for story in stories if run - 10 * MINUTE < story.published_at <= run]
        tell(newsroom, to(hook.url), run, *(replace(story, fetched_at=run) for story in due))
    assert len(got(hook)) == 20
    [(worst,)] = newsroom.ask("select max(total_p95) from analysis.alert_latency")
    assert worst <= 12 * 60


# --- what was delivered before there was an outbox --------------------------------------------------------------------

BEFORE = """
insert into raw.outlets (outlet, name, country, language, timezone) values ('gazette', 'Gazette', 'PK', 'en', 'UTC');
insert into core.events (type, status, sides, created_at)
    select 'meeting', 'held', array['PK', 'UZ'], '2025-08-01 08:00+00' from generate_series(1, 3);
insert into core.alerts (event_id, kind, body, created_at)
    select event_id, 'new', jsonb_build_object('status', 'held', 'headline', 'Talks'), created_at from core.events;
insert into core.deliveries (alert_id, channel, delivered_at, attempts, next_try_at)
    values (1, encode(sha256('json://127.0.0.1/one'), 'hex'), '2025-08-01 08:01+00', 1, '2025-08-01 08:00+00'),
           (1, 'printed', '2025-08-01 08:02+00', 1, '2025-08-01 08:00+00'),
           (1, encode(sha256('json://127.0.0.1/two'), 'hex'), null, 2, '2025-08-01 09:00+00'),
           (2, encode(sha256('json://127.0.0.1/one'), 'hex'), null, 1, '2025-08-01 09:00+00');
"""


def test_what_was_delivered_before_there_was_an_outbox_is_not_sent_again(server, tmp_path):
    for name in ("migrations", "views"):
        (tmp_path / name).mkdir()
    for file in sorted((SQL / "migrations").glob("*.sql")):
        if file.name < "0016":
            shutil.copy(file, tmp_path / "migrations")
    embedded.ensure_database(server, "before_outbox")
    url = server.url("before_outbox")
    migrate(connect(url), tmp_path)
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(BEFORE)
    migrate(connect(url))
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("select salt from core.outbox_salt")
        [(salt,)] = cursor.fetchall()
        cursor.execute(
            "select key, recipient, sent_at is not null, attempts, begun_at is null from core.outbox order by 1"
        )
        one, two = (digest(f"json://127.0.0.1/{name}", salt) for name in ("one", "two"))
        assert sorted(cursor.fetchall()) == sorted(
            [
                (f"event/1/new/1/{one[:16]}", one, True, 1, False),
                ("event/1/new/1/printed", "printed", True, 1, False),
                (f"event/1/new/1/{two[:16]}", two, False, 2, True),
            ]
        )
        cursor.execute("select event_id, version, fanned_out_at is null from core.alerts order by 1")
        assert cursor.fetchall() == [(1, 1, False), (2, 1, True), (3, 1, True)], "what nobody had is handed on anew"
        cursor.execute("select count(*) from core.outbox_events where told ->> 'status' = 'held'")
        assert cursor.fetchall() == [(2,)]


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.fixture
def corridor(database, monkeypatch):
    """The command line on the test's warehouse: arguments → exit code and what was printed."""
    from typer.testing import CliRunner

    import cli
    from pipeline import environment

    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    monkeypatch.setattr(environment, "clock", lambda sample: NOW + DAY)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli.app, arguments)
        if isinstance(done.exception, Failed | Unusable):
            return (1 if isinstance(done.exception, Failed) else 2), f"{done.stdout}{done.exception}"
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout

    return run


def test_the_command_line_says_what_was_sent_what_waits_and_what_was_given_up(newsroom, hook, corridor):
    moment = NOW
    hook.otherwise = lambda: 503
    tell(newsroom, to(hook.url), moment, STORY)
    for wait in BACK_OFF:
        moment += wait
        deliver(newsroom.connection, to(hook.url), moment)
    code, said = corridor("alerts", "list", "--json")
    [found] = map(json.loads, said.splitlines()[:1])
    assert (code, found["state"], found["attempts"], found["is_configured"]) == (1, "dead", 6, False)
    assert "503" in found["reason"]
    assert "1 given up: mend the address" in said
    assert corridor("alerts", "list", "--state", "sent") == (0, "")
    code, said = corridor("alerts", "show", "1")
    assert code == 0
    assert "Meeting planned, 20 August 2025, Islamabad" in said
    assert corridor("alerts", "replay", "1")[0] == 0
    hook.otherwise = lambda: 200
    assert deliver(newsroom.connection, to(hook.url), NOW + DAY).sent == 1
    assert len(set(hook.keys)) == 1
    assert {post["message"] for post in hook.posts} == {got(hook)[0]}
    code, said = corridor("alerts", "latency", "--json")
    assert (code, json.loads(said)["messages"]) == (0, 1)


def test_a_dead_letter_that_was_overtaken_is_said_and_only_sent_by_its_number(newsroom, hook, corridor):
    moment = NOW
    hook.otherwise = lambda: 503
    tell(newsroom, to(hook.url), moment, STORY, many(1, first=30)[0])
    for wait in BACK_OFF:
        moment += wait
        deliver(newsroom.connection, to(hook.url), moment)
    hook.otherwise = lambda: 200
    off = replace(STORY, outlet="courier", reports=(talks(status="cancelled", date="2025-08-20"),), published_at=moment)
    tell(newsroom, to(hook.url), moment + DAY, off)
    deliver(newsroom.connection, to(hook.url), moment + 2 * DAY)
    _, said = corridor("alerts", "list", "--json")
    states = {it["message_id"]: (it["state"], it["overtaken_by"]) for it in map(json.loads, said.splitlines()[:3])}
    assert states == {1: ("dead", 3), 2: ("dead", None), 3: ("sent", None)}
    assert "1 given up" in said
    assert "overtaken by message 3" in corridor("alerts", "show", "1")[1]
    assert "overtaken" not in corridor("alerts", "show", "2")[1]
    dead = "select message_id from core.outbox where gave_up_at is not null order by 1"
    assert corridor("alerts", "replay")[0] == 0
    assert newsroom.ask(dead) == [(1,)]
    code, said = corridor("alerts", "list", "--state", "dead")
    assert (code, "overtaken" in said) == (0, True)
    assert corridor("alerts", "replay", "1")[0] == 0
    assert newsroom.ask(dead) == []


def test_wrong_calls_say_what_to_do(newsroom, corridor):
    assert corridor("alerts") == (0, "")
    assert corridor("alerts", "show", "9") == (2, "There is no message 9: see corridor alerts list.")
    assert corridor("alerts", "list", "--state", "lost")[1].startswith("There is no state 'lost': use waiting, ")
    assert corridor("alerts", "replay", "9")[1].startswith("Neither given up nor expired: 9.")


def test_the_stage_tells_readers_and_the_operator(newsroom, hook, corridor, monkeypatch):
    import pipeline

    with serving(Hook()) as desk:
        monkeypatch.setenv("CORRIDOR_ALERT_URLS", hook.url)
        monkeypatch.setenv("CORRIDOR_OPERATOR_URLS", desk.url)
        monkeypatch.setenv("CORRIDOR_GROUP_WAIT", "0")
        newsroom.publish(*(replace(story, published_at=NOW) for story in many(BURST + 1)))
        resolve(newsroom.connection, NOW + DAY)
        assert pipeline.alert().sent == 1
        assert len(desk.posts) == 1
        assert pipeline.alert().sent == 0
        assert (len(hook.posts), len(desk.posts)) == (1, 1)
        assert corridor("alerts", "list", "--state", "sent")[0] == 0


@pytest.mark.parametrize("minutes", ["soon", "-1", "1441", "0.5"])
def test_a_wrong_group_wait_is_said(monkeypatch, minutes):
    monkeypatch.setenv("CORRIDOR_GROUP_WAIT", minutes)
    with pytest.raises(Unusable, match="CORRIDOR_GROUP_WAIT is no number of minutes from 0 to 1440"):
        group_wait()
