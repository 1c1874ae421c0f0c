"""What was known of each event when, and from which article each change came."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest

from parsers.sentences import split
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, report, talks
from warehouse import deciding, load
from warehouse.check import run_checks
from warehouse.copies import mark_copies
from warehouse.history import transaction
from warehouse.resolve import resolve

HOUR = timedelta(hours=1)
PLANNED = Story(
    outlet="gazette",
    identity="1",
    reports=(talks(status="planned", date="2025-08-03", place=None),),
    published_at=NOW - timedelta(days=2),
    body=("The minister will receive the envoy.",),
)
HELD = Story(
    outlet="courier",
    identity="7",
    reports=(talks(date="2025-08-03"),),
    published_at=NOW + timedelta(days=1),
    body=("The minister received the envoy on Sunday.",),
)
CHANGES = """
select field, before, after, outlet, url from analysis.event_changes where changed_at = %s order by field, after
"""


@pytest.fixture
def newsroom(connection):
    return Newsroom(connection)


def live(newsroom: Newsroom, now: datetime, *stories: Story) -> None:
    """Publish, compare and resolve at a moment."""
    newsroom.publish(*(replace(story, fetched_at=now) for story in stories))
    mark_copies(newsroom.connection, {}, split)
    resolve(newsroom.connection, now)


def as_of(newsroom: Newsroom, moment: datetime) -> list[tuple[object, ...]]:
    return newsroom.ask(
        "select event_id, status, event_date::text, place, reports from analysis.events_as_of(%s) order by 1", moment
    )


def versions(newsroom: Newsroom) -> list[str]:
    return newsroom.tables("history")["history.events"]


def require_sound(newsroom: Newsroom) -> None:
    found = run_checks(newsroom.connection, NOW)
    assert [it.rows for it in found if it.count and it.name in ("history_overlaps", "events_without_version")] == []


def test_events_are_told_as_they_were_known_at_each_moment(newsroom):
    live(newsroom, NOW, PLANNED)
    live(newsroom, NOW + HOUR, HELD)
    assert as_of(newsroom, NOW - HOUR) == []
    assert as_of(newsroom, NOW) == [(1, "planned", "2025-08-03", None, 1)]
    assert as_of(newsroom, NOW + HOUR - timedelta(seconds=1)) == [(1, "planned", "2025-08-03", None, 1)]
    assert as_of(newsroom, NOW + HOUR) == [(1, "held", "2025-08-03", "Islamabad", 2)]
    assert as_of(newsroom, datetime.max.replace(tzinfo=UTC)) == [(1, "held", "2025-08-03", "Islamabad", 2)]
    require_sound(newsroom)


def test_what_is_known_now_is_what_the_events_say(newsroom):
    live(newsroom, NOW, PLANNED)
    live(newsroom, NOW + HOUR, HELD)
    columns = "event_id, type, status, mode, event_date, date_precision, place, sides, participants, outlets, reports"
    now = newsroom.ask(f"select {columns} from analysis.events order by 1")
    assert newsroom.ask(f"select {columns} from analysis.events_as_of(%s) order by 1", NOW + HOUR) == now


def test_each_change_names_the_article_that_it_comes_from(newsroom):
    live(newsroom, NOW, PLANNED)
    live(newsroom, NOW + HOUR, HELD)
    gazette, courier = ("gazette", "https://gazette.example/1"), ("courier", "https://courier.example/7")
    assert newsroom.ask(CHANGES, NOW) == [
        ("event", None, "meeting planned", *gazette),
        ("reports", None, gazette[1], *gazette),
    ]
    assert newsroom.ask(CHANGES, NOW + HOUR) == [
        ("place", None, "Islamabad", *courier),
        ("reports", None, courier[1], *courier),
        ("status", "planned", "held", *courier),
    ]
    [(details,)] = newsroom.ask("select details from analysis.event_changes where field = 'status'")
    assert [(it["change"], it["outlet"], it["reader_version"]) for it in details["reports"]] == [
        ("joined", "courier", 1)
    ]


def test_of_two_articles_that_come_at_once_a_change_names_the_one_that_says_it(newsroom):
    live(newsroom, NOW, PLANNED)
    silent = replace(PLANNED, outlet="herald", body=("Another text on the plan.",))
    live(newsroom, NOW + HOUR, silent, HELD)
    assert newsroom.ask("select outlet from analysis.event_changes where field = 'status'") == [("courier",)]


def test_an_edit_that_is_taken_back_is_two_changes(newsroom):
    live(newsroom, NOW, HELD)
    edited = replace(HELD, reports=(talks(date="2025-08-03", place="Lahore"),), revision="edited")
    live(newsroom, NOW + HOUR, edited)
    live(newsroom, NOW + 2 * HOUR, replace(HELD, revision="as before"))
    found = newsroom.ask(
        """
        select before, after, url, details -> 'reports' -> 0 ->> 'change'
        from analysis.event_changes
        where field = 'place'
        order by version_id
        """
    )
    url = "https://courier.example/7"
    assert found == [("Islamabad", "Lahore", url, "changed"), ("Lahore", "Islamabad", url, "changed")]
    assert [as_of(newsroom, NOW + hours * HOUR)[0][3] for hours in (0, 1, 2)] == ["Islamabad", "Lahore", "Islamabad"]
    require_sound(newsroom)


def test_where_nothing_changes_nothing_is_written(newsroom):
    ids = newsroom.publish(PLANNED, HELD)
    resolve(newsroom.connection, NOW)
    before = newsroom.tables("history")
    assert len(before["history.events"]) == 1
    resolve(newsroom.connection, NOW + HOUR)
    for page_id, story in zip(ids, (PLANNED, HELD), strict=True):
        newsroom.read(page_id, story, reader_version=2, now=NOW + HOUR)
    newsroom.ask("update core.events set needs_resolving = true")
    resolve(newsroom.connection, NOW + 2 * HOUR)
    assert newsroom.tables("history") == before
    assert not before["history.touched"] and not before["history.transactions"]


def test_participants_that_are_written_anew_as_they_were_are_no_change(newsroom):
    live(newsroom, NOW, HELD)
    before = versions(newsroom)
    with transaction(newsroom.connection, NOW + HOUR), newsroom.connection.cursor() as cursor:
        cursor.execute("select * from core.event_participants order by position")
        rows = cursor.fetchall()
        cursor.execute("delete from core.event_participants")
        for row in rows:
            cursor.execute(f"insert into core.event_participants values ({', '.join(['%s'] * len(row))})", row)
    assert versions(newsroom) == before


def test_two_events_that_turn_out_to_be_one_were_two(newsroom):
    alone = replace(HELD, reports=(report(HOST, place=None),))
    live(newsroom, NOW, alone, replace(alone, outlet="gazette", identity="1", reports=(report(GUEST, place=None),)))
    live(newsroom, NOW + HOUR, replace(HELD, outlet="herald", reports=(talks(date="2025-08-01"),)))
    assert [(row[0], row[-1]) for row in as_of(newsroom, NOW)] == [(1, 1), (2, 1)]
    assert [(row[0], row[-1]) for row in as_of(newsroom, NOW + HOUR)] == [(1, 3)]
    assert ("merged_into", None, "1") in [row[:3] for row in newsroom.ask(CHANGES, NOW + HOUR)]
    require_sound(newsroom)


def test_a_report_that_goes_leaves_its_event_and_the_event_goes_with_the_last(newsroom):
    [page_id] = newsroom.publish(HELD)
    resolve(newsroom.connection, NOW)
    with newsroom.connection:
        load.set_aside(newsroom.connection, page_id, "not_article", "a list of links", 2, NOW + HOUR)
    resolve(newsroom.connection, NOW + HOUR)
    assert as_of(newsroom, NOW + HOUR) == []
    changes = newsroom.ask(CHANGES, NOW + HOUR)
    assert ("reports", "https://courier.example/7", None, "courier", "https://courier.example/7") in changes
    assert [row[0] for row in changes] == ["participants", "reports", "withdrawn_at"]
    require_sound(newsroom)


def test_several_changes_of_one_moment_are_all_kept_and_the_last_one_counts(newsroom):
    live(newsroom, NOW, PLANNED)
    live(newsroom, NOW, HELD)
    assert as_of(newsroom, NOW) == [(1, "held", "2025-08-03", "Islamabad", 2)]
    assert newsroom.ask("select status from analysis.event_versions order by version_id") == [("planned",), ("held",)]
    require_sound(newsroom)


def test_a_clock_that_goes_back_does_not_rewrite_history(newsroom):
    live(newsroom, NOW + HOUR, PLANNED)
    live(newsroom, NOW, HELD)
    assert newsroom.ask("select status, valid_from, valid_to from analysis.event_versions order by version_id") == [
        ("planned", NOW + HOUR, NOW + HOUR),
        ("held", NOW + HOUR, None),
    ]
    require_sound(newsroom)


def test_a_change_by_hand_is_kept_too_with_the_moment_of_the_clock(newsroom):
    live(newsroom, NOW, HELD)
    before = datetime.now(UTC)
    newsroom.ask("update core.events set place = 'Lahore'")
    assert newsroom.ask(
        "select before, after, cause, changed_at between %s and %s from analysis.event_changes where field = 'place'",
        before,
        datetime.now(UTC),
    ) == [("Islamabad", "Lahore", "rules", True)]
    require_sound(newsroom)


def test_a_stage_may_say_why(newsroom):
    live(newsroom, NOW, HELD)
    with transaction(newsroom.connection, NOW + HOUR, {"people": "merged"}), newsroom.connection.cursor() as cursor:
        cursor.execute("update core.event_participants set name = 'Botir A. Salimov' where country = 'UZ'")
    [(field, after, details)] = newsroom.ask(
        "select field, after, details from analysis.event_changes where changed_at = %s", NOW + HOUR
    )
    assert (field, "Botir A. Salimov" in after, details) == ("participants", True, {"people": "merged"})


@pytest.mark.parametrize(
    "command",
    [
        "delete from history.events",
        "update history.memberships set valid_to = now()",
        "insert into history.touched select pg_current_xact_id(), 1",
        "select history.touch(array[1])",
        "alter table core.events disable trigger note_changed",
    ],
)
def test_whoever_loads_facts_can_not_write_history(newsroom, command):
    live(newsroom, NOW, HELD)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        newsroom.ask(command)


def test_an_analyst_asks_for_the_events_of_a_moment(newsroom, database):
    live(newsroom, NOW, HELD)
    with closing(psycopg2.connect(database.analyst_url)) as connection, connection.cursor() as cursor:
        cursor.execute("select type from analysis.events_as_of(%s)", (MORNING,))
        assert cursor.fetchall() == []
        cursor.execute("select type from analysis.events_as_of(%s)", (NOW,))
        assert cursor.fetchall() == [("meeting",)]


def test_an_analysts_decision_is_the_cause_and_so_is_its_being_undone(newsroom):
    live(newsroom, NOW, HELD)
    say = deciding.Say(by="mina", why="the ministry says so", now=NOW + HOUR)
    decision = deciding.edit(newsroom.connection, 1, "place", "Lahore", say)
    resolve(newsroom.connection, NOW + HOUR)
    [found] = newsroom.ask(
        "select value, outlets from analysis.event_values where field = 'place' and source = 'analyst'"
    )
    assert found == ("Lahore", [])
    # A report that comes later is not the analyst's doing, although his word still stands.
    live(newsroom, NOW + 2 * HOUR, replace(HELD, outlet="herald", reports=(talks(date="2025-08-03", place="Multan"),)))
    deciding.undo(newsroom.connection, decision, replace(say, by="sana", now=NOW + 3 * HOUR))
    resolve(newsroom.connection, NOW + 3 * HOUR)
    told = newsroom.ask(
        """
        select before, after, cause, outlet, details -> 'decisions'
        from analysis.event_changes where field = 'place' order by version_id
        """
    )
    decided = {"decision_id": decision, "kind": "edit"}
    assert told == [
        ("Islamabad", "Lahore", "analyst", None, [decided | {"by": "mina", "undone": False}]),
        ("Lahore", "Islamabad", "analyst", None, [decided | {"by": "sana", "undone": True}]),
    ]
    [joined] = newsroom.ask("select cause from analysis.event_versions where valid_from = %s", NOW + 2 * HOUR)
    assert "decisions" not in joined[0]
    require_sound(newsroom)


def test_events_that_are_split_say_by_whom(newsroom):
    herald = replace(HELD, outlet="herald", body=("Another text.",))
    live(newsroom, NOW, HELD, herald)
    say = deciding.Say(by="mina", why="two meetings", now=NOW + HOUR)
    deciding.split(newsroom.connection, 1, [], [herald.article.url or ""], say)
    resolve(newsroom.connection, NOW + HOUR)
    assert newsroom.ask(
        """
        select event_id, cause -> 'decisions' -> 0 ->> 'by'
        from analysis.event_versions where valid_from = %s order by event_id
        """,
        NOW + HOUR,
    ) == [(1, "mina"), (2, "mina")]
    assert [(row[0], row[-1]) for row in as_of(newsroom, NOW)] == [(1, 2)]
    assert [(row[0], row[-1]) for row in as_of(newsroom, NOW + HOUR)] == [(1, 1), (2, 1)]
    require_sound(newsroom)


def test_an_event_that_stands_again_was_another_one_in_between(newsroom):
    elsewhere = replace(HELD, outlet="herald", reports=(talks(date="2025-07-20"),), body=("Another text.",))
    live(newsroom, NOW, HELD, elsewhere)
    reports = "select distinct event_id from core.event_reports join core.articles using (article_id) where outlet = %s"
    [(other,)] = newsroom.ask(reports, "herald")
    [(held,)] = newsroom.ask(reports, "courier")
    say = deciding.Say(by="mina", why="one meeting", now=NOW + HOUR)
    decision = deciding.merge(newsroom.connection, [1, 2], say)
    resolve(newsroom.connection, NOW + HOUR)
    deciding.undo(newsroom.connection, decision, replace(say, now=NOW + 2 * HOUR))
    resolve(newsroom.connection, NOW + 2 * HOUR)
    assert [[row[0] for row in as_of(newsroom, NOW + hours * HOUR)] for hours in (0, 1, 2)] == [[1, 2], [1], [1, 2]]
    assert newsroom.ask(
        """
        select changed_at, before, after, cause
        from analysis.event_changes where event_id = 2 and field = 'merged_into' order by changed_at
        """
    ) == [(NOW + HOUR, None, "1", "analyst"), (NOW + 2 * HOUR, "1", None, "analyst")]
    assert newsroom.ask(reports, "herald") == [(other,)]
    assert newsroom.ask(reports, "courier") == [(held,)]
    require_sound(newsroom)
