"""Calendars and feed readers get every event under one id for good, and hear when it moves or goes."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import feedparser
import icalendar
import psycopg2
import pytest

from alerts import feeds
from alerts.feeds import export
from items import Unusable
from tests.stories import GUEST, HOST, NOW, Newsroom, Story, report, talks
from warehouse import deciding
from warehouse.resolve import resolve

STORY = Story(outlet="gazette", identity="1", reports=(talks(),))
PLANNED = replace(STORY, reports=(talks(status="planned", date="2025-08-09"),))


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


@pytest.fixture
def exported(newsroom, tmp_path):
    """Publish stories, resolve them and read the files back: the calendar's events by id, and the feed."""

    def publish(*stories: Story, now: datetime = NOW):
        newsroom.publish(*stories)
        resolve(newsroom.connection, now)
        return read_back(newsroom, tmp_path)

    return publish


def read_back(newsroom, folder):
    calendar, feed = export(newsroom.connection, folder)
    entries = {entry["uid"].partition("@")[0]: entry for entry in dated(calendar)}
    parsed = feedparser.parse(feed.read_bytes())
    assert not parsed.bozo
    return entries, parsed


def dated(path):
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


# --- calendar ---------------------------------------------------------------------------------------------------------


def test_an_event_is_a_whole_day_that_takes_nobodys_time(exported):
    [entry] = exported(STORY)[0].values()
    assert entry.decoded("dtstart") == date(2025, 8, 1)
    assert entry["dtstart"].params["VALUE"] == "DATE"
    assert entry["transp"] == "TRANSPARENT"
    assert entry["status"] == "CONFIRMED"
    assert entry["summary"] == "[UZ] Kamran Bashir Qazi – Botir Salimov: meeting held in Islamabad, 1 Aug 2025 (trade)"
    assert entry["location"] == "Islamabad"
    assert entry["url"] == "https://gazette.example/1"
    assert [str(word) for word in entry["categories"].cats] == ["meeting", "trade"]
    assert "Minister for Industries of Pakistan" in entry["description"]
    assert entry.decoded("dtstamp") == NOW


@pytest.mark.parametrize(
    ("status", "said"),
    [("planned", "TENTATIVE"), ("held", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")],
)
def test_the_status_is_told_in_the_calendars_words(exported, status, said):
    [entry] = exported(replace(STORY, reports=(talks(status=status),)))[0].values()
    assert entry["status"] == said


@pytest.mark.parametrize("day", ["2025-09", None])
def test_an_event_without_a_day_is_left_out_of_the_calendar_but_not_of_the_feed(exported, day):
    entries, feed = exported(replace(STORY, reports=(report(GUEST, type="visit", status="planned", date=day),)))
    assert not entries
    assert len(feed.entries) == 1


def test_the_sequence_grows_when_the_day_moves_and_with_nothing_else(newsroom, exported):
    [first] = exported(PLANNED)[0].values()
    assert first["sequence"] == 0
    [same] = exported(replace(PLANNED, outlet="courier"))[0].values()
    assert same["sequence"] == 0
    newsroom.ask("update core.events set event_date = '2025-08-12'")
    newsroom.ask("update core.events set place = 'Lahore'")
    newsroom.ask("update core.events set status = 'postponed'")
    [moved] = exported()[0].values()
    assert (moved["uid"], moved["sequence"]) == (first["uid"], 2)
    assert moved.decoded("dtstart") == date(2025, 8, 12)


def test_an_event_that_turns_out_to_be_another_one_is_cancelled_and_says_which(newsroom, exported):
    other = replace(STORY, identity="2", reports=(report(HOST, GUEST, date="2025-07-20", place="Lahore"),))
    third = replace(STORY, identity="3", reports=(report(HOST, GUEST, date="2025-07-01", place="Multan"),))
    entries = exported(STORY, other, third)[0]
    assert [entry["status"] for entry in entries.values()] == ["CONFIRMED"] * 3
    # The third is the second, and that is the first.
    newsroom.ask("update core.events set merged_into = 2 where event_id = 3")
    newsroom.ask("update core.events set merged_into = 1 where event_id = 2")
    entries, feed = exported()
    assert {name: entry["status"] for name, entry in entries.items()} == {
        "event-1": "CONFIRMED",
        "event-2": "CANCELLED",
        "event-3": "CANCELLED",
    }
    for name in ("event-2", "event-3"):
        assert entries[name]["related-to"] == entries["event-1"]["uid"]
        assert entries[name]["sequence"] == 1
    assert len(feed.entries) == 1


def test_an_event_that_stands_again_is_in_the_calendar_as_it_was_with_a_higher_sequence(newsroom, exported):
    other = replace(STORY, identity="2", reports=(report(HOST, GUEST, date="2025-07-20", place="Lahore"),))
    before = exported(STORY, other)[0]
    say = deciding.Say(by="mina", why="I was there", now=NOW)
    decision = deciding.merge(newsroom.connection, [1, 2], say)
    merged = exported()[0]["event-2"]
    deciding.undo(newsroom.connection, decision, say)
    after, feed = exported()
    statuses = [entry["status"] for entry in (before["event-2"], merged, after["event-2"])]
    assert statuses == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert before["event-2"]["sequence"] < merged["sequence"] < after["event-2"]["sequence"]
    assert before["event-2"]["uid"] == merged["uid"] == after["event-2"]["uid"]
    assert "related-to" not in after["event-2"]
    assert len(after) == len(feed.entries) == 2


def test_an_event_of_which_no_report_is_left_is_cancelled(newsroom, exported):
    exported(STORY)
    newsroom.read(1, replace(STORY, reports=()), reader_version=2)
    [entry] = exported()[0].values()
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)
    assert "withdrawn" in entry["summary"]


# --- Atom -------------------------------------------------------------------------------------------------------------


def test_the_feed_has_the_newest_events_with_permanent_ids(exported):
    other = replace(STORY, identity="2", reports=(report(HOST, GUEST, date="2025-07-20", place="Lahore"),))
    feed = exported(other, STORY)[1]
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("tag:corridor.invalid,2025-01-01:")
    assert [entry.id.rpartition("/")[2] for entry in feed.entries] == ["2", "1"]
    entry = next(it for it in feed.entries if "Islamabad" in it.title)
    assert entry.link == "https://gazette.example/1"
    assert {tag.term for tag in entry.tags} == {"meeting", "held", "trade"}
    assert "Reported by one outlet: The Gazette." in entry.content[0].value
    assert entry.content[0].type == "text/plain"


def test_an_entry_is_updated_when_an_outlet_joins(exported):
    [before] = exported(STORY)[1].entries
    feed = exported(replace(STORY, outlet="courier"), now=NOW + timedelta(hours=2))[1]
    [after] = feed.entries
    assert (after.id, after.published) == (before.id, before.published)
    assert (before.updated, after.updated) == ("2025-08-02T09:00:00+00:00", "2025-08-02T11:00:00+00:00")
    assert feed.feed.updated == after.updated


def test_only_so_many_of_the_newest_are_in_the_feed(newsroom, exported, monkeypatch):
    monkeypatch.setattr(feeds, "NEWEST", 2)
    days = [replace(STORY, identity=str(n), reports=(talks(date=f"2025-07-{n}"),)) for n in (10, 15, 20)]
    assert len(exported(*days)[1].entries) == 2


# --- files ------------------------------------------------------------------------------------------------------------


def test_an_empty_warehouse_gives_valid_empty_files(newsroom, tmp_path):
    entries, feed = read_back(newsroom, tmp_path)
    assert not entries
    assert feed.feed.title == "Corridor: Pakistan and Central Asia"
    assert not feed.entries


def test_an_unchanged_warehouse_gives_the_same_bytes_and_leaves_the_files_alone(newsroom, tmp_path):
    newsroom.publish(STORY, replace(STORY, outlet="courier"), PLANNED)
    resolve(newsroom.connection, NOW)
    first = [(path.read_bytes(), path.stat().st_mtime_ns) for path in export(newsroom.connection, tmp_path)]
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in export(newsroom.connection, tmp_path)] == first
    elsewhere = export(newsroom.connection, tmp_path / "elsewhere")
    assert [path.read_bytes() for path in elsewhere] == [content for content, _ in first]


def test_hostile_text_breaks_no_file(newsroom, exported):
    hostile = "Talks \ufffe\x0b</title><script> & \r\nEND:VEVENT\r\nBEGIN:VALARM ]]> \u202e"
    story = replace(
        STORY,
        headline=hostile,
        reports=(report((hostile, "PK", hostile), (hostile, "UZ", None), place=hostile, evidence=hostile),),
    )
    entries, feed = exported(story)
    [entry] = entries.values()
    assert "END:VEVENT" in entry["location"]
    assert not entry.subcomponents
    assert len(feed.entries) == 1
    assert "<script>" not in feed.entries[0].title


def test_long_lines_are_folded_as_the_standard_has_it(newsroom, exported, tmp_path):
    exported(replace(STORY, reports=(talks(evidence="Сотрудничество تعاون " * 20),)))
    lines = (tmp_path / "events.ics").read_bytes().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)


def test_readers_may_read_the_files_and_no_part_of_one_is_left(newsroom, tmp_path):
    paths = export(newsroom.connection, tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in paths)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said_in_one_line(newsroom, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(Unusable, match="can't be written"):
        export(newsroom.connection, tmp_path / "feeds")


def test_a_folder_that_is_a_file_is_said_in_one_line(newsroom, tmp_path):
    (tmp_path / "feeds").write_text("")
    with pytest.raises(Unusable, match=r"The feeds can't be written to .*feeds: File exists"):
        export(newsroom.connection, tmp_path / "feeds")
