"""A daily digest says what is new, what changed, what is coming and what could not be read, on quiet days too."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg2
import pytest

import pipeline
from alerts.deliver import deliver
from alerts.watchlists import Watch
from commands import runs
from items import Crawled, Gap, Unusable
from tests.readers import Hook
from tests.stories import HOST, NOW, Newsroom, Story, report, talks
from warehouse import pages
from warehouse.resolve import resolve
from warehouse.watch import watch as judge_outlets

KARACHI = ZoneInfo("Asia/Karachi")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: 08:00 in Karachi on the days after NOW, which is 14:00 there on 2 August.
FIRST = datetime(2025, 8, 3, 3, tzinfo=UTC)
SECOND = FIRST + DAY
TAJIK = ("Sherali Nazarov", "TJ", "Minister of Transport of Tajikistan")
STORY = Story(outlet="gazette", identity="1", reports=(talks(),))
FORUM = Story(
    outlet="gazette",
    identity="2",
    countries=("TJ",),
    reports=(report(HOST, TAJIK, type="forum", status="planned", date="2025-08-07", place="Dushanbe"),),
)


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


class Desk:
    """A reader with one daily watch."""

    def __init__(self, newsroom: Newsroom, hook: Hook) -> None:
        self.newsroom, self.hook = newsroom, hook
        self.watch = Watch(name="Morning digest", channels=(hook.url,))

    def at(self, now: datetime, *stories: Story) -> list[str]:
        """What the reader gets at a moment, once stories are published and resolved: title and text each."""
        before = len(self.hook.posts)
        self.newsroom.publish(*stories)
        resolve(self.newsroom.connection, now)
        deliver(self.newsroom.connection, (self.watch,), now)
        return [f"{post['title']}\n{post['message']}" for post in self.hook.posts[before:] if post["status"] == 200]


@pytest.fixture
def desk(newsroom, hook):
    return Desk(newsroom, hook)


def test_a_digest_groups_what_is_new_by_side_and_status(desk):
    cancelled = replace(STORY, identity="3", reports=(talks(status="cancelled", date="2025-07-20", place="Lahore"),))
    assert desk.at(NOW, STORY, FORUM, cancelled) == []
    [said] = desk.at(FIRST)
    assert said.startswith(
        "Morning digest, 3 August 2025: 3 new\nFound from 2 August 2025, 08:00 to 3 August 2025, 08:00"
    )
    lines = [line for line in said.splitlines() if line in ("NEW", "Tajikistan: planned") or line.startswith("Uzb")]
    assert lines == ["NEW", "Tajikistan: planned", "Uzbekistan: held", "Uzbekistan: cancelled"]
    assert (
        "  [UZ] Kamran Bashir Qazi – Botir Salimov: meeting held in Islamabad, 1 Aug 2025 (trade)\n"
        "    Kamran Bashir Qazi (PK, Minister for Industries of Pakistan); "
        "Botir Salimov (UZ, Ambassador of Uzbekistan to Pakistan)\n"
        "    “The minister received the envoy in Islamabad”\n"
        "    Reported by one outlet: The Gazette.\n"
        "    https://gazette.example/1\n"
    ) in said
    assert "You get this by the watch “Morning digest”." in said


def test_what_is_coming_is_told_until_it_is_over(desk):
    desk.at(NOW, FORUM)
    [first] = desk.at(FIRST)
    coming = (
        "IN THE NEXT SEVEN DAYS\n  [TJ] Kamran Bashir Qazi – Sherali Nazarov: forum planned in Dushanbe, 7 Aug 2025"
    )
    assert coming in first
    [second] = desk.at(SECOND)
    assert coming in second
    assert second.startswith("Morning digest, 4 August 2025: nothing new\n")
    assert "SEVEN DAYS" not in desk.at(FIRST + 6 * DAY)[0]


def test_what_is_coming_of_no_concern_to_the_watch_is_left_out(desk):
    desk.watch = replace(desk.watch, sides=("UZ",))
    desk.at(NOW, FORUM)
    [said] = desk.at(FIRST)
    assert "Dushanbe" not in said


def test_a_change_is_told_in_the_next_digest_beside_what_is_new(desk):
    desk.at(NOW, FORUM)
    desk.at(FIRST)
    moved = replace(FORUM.reports[0], status="postponed")
    later = replace(FORUM, outlet="courier", published_at=FIRST + HOUR, fetched_at=FIRST + HOUR, reports=(moved,))
    desk.at(FIRST + 2 * HOUR, STORY, later)
    [said] = desk.at(SECOND)
    assert said.startswith("Morning digest, 4 August 2025: 1 new, 1 changed\n")
    new, changed = said.split("CHANGED")
    assert "Uzbekistan: held" in new
    assert "Tajikistan: postponed" in changed
    assert "postponed; it was planned" in changed


def test_a_quiet_day_has_a_digest_too(desk):
    assert desk.at(NOW) == []
    [said] = desk.at(FIRST)
    assert said.startswith("Morning digest, 3 August 2025: nothing new\n")
    assert "NEW\n  Nothing new." in said
    assert "WHAT COULD NOT BE READ\n  Every outlet could be read." in said


def test_what_could_not_be_read_is_told(desk):
    connection = desk.newsroom.connection
    desk.at(NOW)
    crawl_id = pages.start_crawl(connection, "courier", "run", NOW)
    crawled = Crawled(outlet="courier", listings_answered=0, listings_failed=1, listed=0, fetched=0, held=0, failed=1)
    pages.finish_crawl(connection, crawl_id, replace(crawled, problem="no listing answered"), NOW + HOUR)
    judge_outlets(connection, None, NOW + HOUR)
    url = "https://gazette.example/feed"
    missed = Gap(url=url, from_at=NOW - 3 * HOUR, to_at=NOW - HOUR, reason="the feed begins later")
    pages.record_gap(connection, "gazette", missed, NOW + HOUR)
    [said] = desk.at(FIRST)
    assert "\n  The Courier: not whole since 2 August 2025, 15:00: no listing answered\n" in said
    span = "from 2 August 2025, 11:00 to 2 August 2025, 13:00"
    assert f"\n  The Gazette: items {span} may have been missed (the feed begins later)\n" in said
    [next_day] = desk.at(SECOND)
    assert "The Courier: not whole" in next_day
    assert "The Gazette: items" not in next_day


def test_a_run_that_is_late_sends_the_missed_digest_once(desk):
    desk.at(NOW, STORY)
    [said] = desk.at(FIRST + 3 * DAY + 5 * HOUR)
    assert said.startswith(
        "Morning digest, 6 August 2025: 1 new\nFound from 2 August 2025, 08:00 to 6 August 2025, 13:00"
    )
    assert desk.at(FIRST + 3 * DAY + 6 * HOUR) == []
    [following] = desk.at(FIRST + 4 * DAY)
    assert following.startswith("Morning digest, 7 August 2025: nothing new\nFound from 6 August 2025, 13:00 to ")


def test_a_digest_that_was_refused_is_sent_again_and_says_the_same(desk):
    desk.at(NOW, STORY)
    desk.hook.answers = [500]
    assert desk.at(FIRST) == []
    desk.newsroom.publish(FORUM)
    [said] = desk.at(FIRST + HOUR)
    assert "1 new\n" in said
    assert "Uzbekistan: held" in said
    assert desk.at(FIRST + 2 * HOUR) == []


def test_an_hourly_digest_only_comes_where_there_is_news_and_says_nothing_else(desk):
    desk.watch = replace(desk.watch, delivery="hourly")
    assert desk.at(NOW) == []
    assert desk.at(NOW + HOUR, STORY) == []
    [said] = desk.at(NOW + 2 * HOUR)
    assert said.startswith("Morning digest, 2 August 2025, 16:00: 1 new\n")
    assert "Uzbekistan: held" in said
    assert "COULD NOT BE READ" not in said
    assert desk.at(NOW + 5 * HOUR) == []


def test_only_the_first_events_of_a_long_digest_are_told_in_full(desk, monkeypatch):
    monkeypatch.setattr("alerts.digest.IN_FULL", 1)
    desk.at(NOW, STORY, FORUM)
    [said] = desk.at(FIRST)
    assert said.count("https://gazette.example/") == 1
    assert "2 new" in said


def test_a_wrong_file_stops_the_alerts_and_the_news_waits_for_it_to_be_mended(
    newsroom, database, hook, tmp_path, monkeypatch
):
    now = datetime.now(UTC)
    held = talks(date=f"{now - DAY:%Y-%m-%d}")
    newsroom.publish(replace(STORY, reports=(held,), published_at=now - HOUR, fetched_at=now - HOUR))
    resolve(newsroom.connection, now)
    path = tmp_path / "lists.yaml"
    text = f"watches:\n  - name: Desk\n    delivery: immediate\n    group_wait: 0\n    channels: {hook.url}\n"
    monkeypatch.setenv("CORRIDOR_WATCHLISTS", str(path))
    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    path.write_text(text + "    sector: trade\n")
    with pytest.raises(Unusable, match="line 6: a watch has no key"):
        pipeline.alert()
    assert not hook.posts
    path.write_text(text)
    assert pipeline.alert().sent == 1
    assert "You get this by the watch “Desk”." in hook.posts[0]["message"]


def test_hostile_text_commands_nobody_in_a_digest(desk, inbox):
    hostile = "<!channel> @everyone <script>alert(1)</script> [pay](https://evil.example)\r\nBcc: all\x1b[2J\u202e"
    desk.watch = replace(desk.watch, channels=(inbox.url("desk@example.org"),), name="<b>Desk</b>")
    people = ((hostile, "PK", hostile), (hostile, "UZ", None))
    desk.at(NOW, replace(STORY, headline=hostile, reports=(report(*people, place=hostile, evidence=hostile),)))
    desk.at(FIRST)
    [mail] = inbox.mails
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for text in (plain, mail["Subject"]):
        assert not set(text) & set("<>\x1b\u202e`")
        assert "@everyone" not in text
        assert "](" not in text
    assert "<script" not in html
    assert "<b>" not in html
    assert "‹script›" in html


def test_a_wrong_file_keeps_a_run_from_alerting_and_from_nothing_else(newsroom, database, tmp_path, monkeypatch):
    path = tmp_path / "lists.yaml"
    path.write_text("watches: [5]\n")
    monkeypatch.setenv("CORRIDOR_WATCHLISTS", str(path))
    monkeypatch.setenv("CORRIDOR_EXPORT", str(tmp_path / "feeds"))
    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    [problem] = runs.tell("run", sample=False)
    assert isinstance(problem, Unusable)
    assert {file.name for file in (tmp_path / "feeds").iterdir()} == {"events.ics", "events.atom"}
