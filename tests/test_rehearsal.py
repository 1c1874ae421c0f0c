"""Before watchlists are used, it is shown what they would have brought; nothing is written or sent by that."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import psycopg2
import pytest
from typer.testing import CliRunner

import cli
from alerts.rehearsal import rehearse
from alerts.watchlists import Watch
from items import Agreement, Unusable
from tests.stories import GUEST, HOST, NOW, Newsroom, Story, passage, report, talks
from warehouse.resolve import resolve

FILE = """\
watches:
  - name: Everything at once
    delivery: immediate
    channels: json://me:hunter22@127.0.0.1/
  - name: Tajikistan
    sides: [TJ]
    people: [Nobody Known]
    channels: json://127.0.0.1/
"""


def watch(**more: object) -> Watch:
    return Watch(name="Desk", channels=("json://127.0.0.1/",), **more)


def story(day: str, identity: str, **more: object) -> Story:
    """Talks that were held on a day of July 2025 and told of at noon of it."""
    published = NOW.replace(year=2025, month=7, day=int(day), hour=7)
    held = replace(talks(date=f"2025-07-{day}"), **more.pop("report", {}))
    return Story(outlet="gazette", identity=identity, reports=(held,), published_at=published, **more)


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


@pytest.fixture
def rehearsed(newsroom):
    def publish(watches: tuple[Watch, ...], *stories: Story, days: int = 90):
        newsroom.publish(*stories)
        resolve(newsroom.connection, NOW)
        return rehearse(newsroom.connection, watches, days, NOW)

    return publish


def test_each_event_is_one_alert_of_an_immediate_watch(rehearsed):
    [only] = rehearsed((watch(delivery="immediate"),), story("10", "1"), story("20", "2")).watches
    assert (only.new, only.amended, only.messages) == (2, 0, 2)
    assert [title.partition("Islamabad, ")[2] for title in only.titles] == [
        "20 Jul 2025 (trade)",
        "10 Jul 2025 (trade)",
    ]


def test_a_further_outlet_that_says_the_same_is_no_alert(rehearsed):
    later = replace(story("10", "1"), outlet="courier", published_at=NOW.replace(month=7, day=11))
    [only] = rehearsed((watch(delivery="immediate"),), story("10", "1"), later).watches
    assert (only.new, only.amended) == (1, 0)


def test_what_changes_of_an_event_is_an_amendment(rehearsed):
    announced = replace(
        story("10", "1", report={"status": "planned"}), published_at=NOW.replace(month=7, day=8), outlet="courier"
    )
    [only] = rehearsed((watch(delivery="immediate"),), announced, story("10", "1")).watches
    assert (only.new, only.amended, only.messages) == (1, 1, 2)


def test_what_is_amended_within_hours_is_told_together(rehearsed):
    announced = replace(
        story("10", "1", report={"status": "planned"}),
        published_at=NOW.replace(month=7, day=10, hour=4),
        outlet="courier",
    )
    [only] = rehearsed((watch(delivery="immediate"),), announced, story("10", "1")).watches
    assert (only.new, only.amended) == (1, 0)


def test_papers_are_amendments_and_other_spellings_are_none(rehearsed):
    again = replace(story("10", "1"), published_at=NOW.replace(month=7, day=11))
    spelt = replace(again, outlet="courier", reports=(report(("K. B. Qazi", *HOST[1:]), GUEST, date="2025-07-10"),))
    paper = Agreement(title="Transit agreement", status="signed", evidence=passage("signed"))
    signed = replace(again, outlet="herald", published_at=NOW.replace(month=7, day=12), agreements=(paper,))
    [only] = rehearsed((watch(delivery="immediate"),), story("10", "1"), spelt, signed).watches
    assert (only.new, only.amended) == (1, 1)


def test_what_was_long_past_when_it_was_told_is_no_news(rehearsed):
    late = replace(story("20", "1"), reports=(talks(date="2025-05-20"),))
    found = rehearsed((watch(),), late)
    assert (found.events, found.watches[0].new) == (1, 0)


def test_a_daily_watch_brings_a_digest_a_day_and_says_which_had_news(rehearsed):
    [only] = rehearsed((watch(),), story("10", "1"), story("20", "2"), story("20", "3"), days=30).watches
    assert only.messages == 2
    assert only.quiet_days == 28


def test_the_busiest_day_is_that_of_the_watchs_zone(rehearsed):
    late = [
        replace(
            story("20", str(n)),
            published_at=NOW.replace(month=7, day=19, hour=21),
            reports=(report(HOST, GUEST, date=f"2025-07-{n}", place="Lahore"),),
        )
        for n in (15, 17, 19)
    ]
    [only] = rehearsed((watch(delivery="immediate"),), story("10", "9"), *late).watches
    assert (only.most, only.busiest) == (3, date(2025, 7, 20))


def test_what_no_watch_brings_is_told(rehearsed):
    found = rehearsed((watch(sides=("TJ",)), watch(sectors=("energy",))), story("10", "1"))
    assert (found.events, found.unmatched) == (1, 1)
    assert "meeting held in Islamabad, 10 Jul 2025" in found.unmatched_titles[0]
    assert [(it.new, it.messages, it.busiest, it.titles) for it in found.watches] == [(0, 0, None, ())] * 2


def test_older_events_and_such_without_a_moment_do_not_count(rehearsed):
    undated = replace(story("20", "2"), published_at=None)
    found = rehearsed((watch(),), story("10", "1"), undated, days=20)
    assert found.events == 0


def test_names_that_no_event_has_are_warned_of(rehearsed):
    watches = (
        watch(people=("Kamran Qazi", "Nobody Known"), bodies=("Minister for Industries of Pakistan", "Turon Bank")),
    )
    [only] = rehearsed(watches, story("10", "1")).watches
    assert only.warnings == ("no event names the person Nobody Known", "no event names the body Turon Bank")


def test_a_rehearsal_leaves_the_warehouse_as_it_was(newsroom, rehearsed):
    rehearsed((watch(),), story("10", "1"))
    before = newsroom.tables("raw", "core")
    rehearse(newsroom.connection, (watch(),), 90, NOW)
    assert newsroom.tables("raw", "core") == before


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def command(newsroom, database, tmp_path, monkeypatch):
    """`corridor watch …` on a warehouse with one event of yesterday, with a file of two watches."""
    moment = NOW.now(NOW.tzinfo) - timedelta(days=1)
    told = talks(date=f"{moment:%Y-%m-%d}")
    newsroom.publish(Story(outlet="gazette", identity="1", reports=(told,), published_at=moment, fetched_at=moment))
    resolve(newsroom.connection, moment)
    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    path = tmp_path / "lists.yaml"
    path.write_text(FILE)

    def call(*words: str):
        return CliRunner().invoke(cli.app, ["watch", *words, str(path)])

    return call


def test_watch_check_says_what_each_watch_would_have_brought(command):
    done = command("check")
    assert done.exit_code == 0, done.output
    assert "The last 90 days have 1 event" in done.stdout
    assert "Everything at once (immediate)\n  1 message: 1 new event, 0 amendments; 1 on the busiest day" in done.stdout
    assert "Tajikistan (daily)\n  0 digests with news and 90 of quiet days: 0 new events" in done.stdout
    assert "\n0 events that no watch would have brought" in done.stdout
    assert "Look again: no event names the person Nobody Known" in done.stderr


def test_watch_check_gives_the_same_as_json(command):
    found = json.loads(command("check", "--json", "--days", "7").stdout)
    assert [(it["name"], it["new"], it["quiet_days"]) for it in found["watches"]] == [
        ("Everything at once", 1, 0),
        ("Tajikistan", 0, 7),
    ]


def test_watch_list_shows_no_secret(command):
    done = command("list")
    assert done.exit_code == 0, done.output
    assert "Everything at once" in done.stdout
    assert "hunter22" not in done.output
    shown = json.loads(command("list", "--json").stdout)
    assert shown[1]["conditions"] == {"sides": ["TJ"], "people": ["Nobody Known"]}
    assert [it["when"] for it in shown] == ["immediate after 30 minutes", "daily at 08:00 Asia/Karachi"]


def test_without_watchlists_check_says_so(tmp_path):
    with pytest.raises(Unusable, match="There are no watchlists"):
        CliRunner().invoke(cli.app, ["watch", "check"], catch_exceptions=False)


def test_a_wrong_file_is_refused_before_anything_is_asked(tmp_path):
    path = tmp_path / "lists.yaml"
    path.write_text("watches: [5]\n")
    with pytest.raises(Unusable, match="line 1"):
        CliRunner().invoke(cli.app, ["watch", "check", str(path)], catch_exceptions=False)
