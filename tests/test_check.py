"""A check is a query that must return no rows: each finds what it is for, and a broken one does not stop the rest."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, report, talks
from warehouse import check, load
from warehouse.resolve import resolve

GOOD = Story(outlet="gazette", identity="1", reports=(talks(),))
NAMES = {path.stem for path in check.CHECKS.glob("*.sql")}


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def found(newsroom: Newsroom, now=NOW) -> dict[str, int]:
    """Checks that found something → how many rows."""
    results = check.run_checks(newsroom.connection, now)
    assert {result.name for result in results} == NAMES
    assert not [result for result in results if result.broken]
    return {result.name: result.count for result in results if result.count}


def test_each_check_says_how_bad_it_is_what_it_means_and_what_to_do(newsroom):
    results = check.run_checks(newsroom.connection, NOW)
    assert len(results) >= 10
    for result in results:
        assert result.severity in ("error", "warn")
        assert len(result.meaning) > 60, result.name


def test_good_news_passes_every_check(newsroom):
    newsroom.publish(GOOD)
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {}


def test_an_article_from_the_future_is_found(newsroom):
    newsroom.publish(replace(GOOD, published_at=NOW + timedelta(days=2)))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"future_articles": 1}


def test_an_event_that_was_held_after_it_was_reported_is_found(newsroom):
    newsroom.publish(replace(GOOD, reports=(talks(date="2025-08-05"),)))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"held_before_it_happened": 1}


def test_an_event_and_an_article_without_a_central_asian_state_are_found(newsroom):
    newsroom.publish(replace(GOOD, countries=(), reports=(report(HOST),)))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"events_without_two_sides": 1, "relevant_without_country": 1}


@pytest.mark.parametrize("name", ["WATCH", "Room 12", "He said that " + "it was very long " * 5])
def test_what_is_no_name_is_found(newsroom, name):
    newsroom.publish(replace(GOOD, reports=(report(HOST, (name, "UZ", None)),)))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"strange_names": 1}


def test_evidence_that_does_not_stand_in_the_text_is_found(newsroom):
    newsroom.publish(replace(GOOD, reports=(talks(evidence="The minister called for a boycott"),)))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"passages_not_in_text": 1}


def test_evidence_that_held_control_characters_still_stands_in_the_text(newsroom):
    newsroom.publish(
        replace(GOOD, body=("He received\x00 the envoy.",), reports=(talks(evidence="received\x00 the envoy"),))
    )
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {}


def test_a_report_that_stays_unresolved_is_found_after_an_hour(newsroom):
    newsroom.publish(GOOD)
    assert found(newsroom) == {}
    assert found(newsroom, NOW + timedelta(hours=2)) == {"unresolved_reports": 1}


def test_an_alert_that_nobody_got_is_found_after_an_hour(newsroom):
    newsroom.publish(GOOD)
    resolve(newsroom.connection, NOW)
    assert found(newsroom, NOW + timedelta(hours=2)) == {"undelivered_alerts": 1}
    assert found(newsroom, NOW + timedelta(days=8)) == {}


def test_one_occasion_told_twice_in_one_article_is_found(newsroom):
    newsroom.publish(replace(GOOD, reports=(talks(), talks(main=False))))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"duplicate_events": 1}


def test_a_page_that_stays_unread_is_found_after_an_hour(newsroom):
    newsroom.fetch(replace(GOOD, fetched_at=NOW - timedelta(minutes=30)))
    assert found(newsroom) == {}
    assert found(newsroom, NOW + timedelta(hours=1)) == {"unread_pages": 1}


@pytest.mark.parametrize(("pages", "unreadable", "expected"), [(5, 2, {"unreadable_share": 1}), (5, 1, {}), (4, 4, {})])
def test_an_outlet_that_has_changed_its_layout_is_found(newsroom, pages, unreadable, expected):
    for number in range(pages):
        story = replace(GOOD, identity=str(number), relevant=False)
        page_id = newsroom.fetch(story)
        if number < unreadable:
            with newsroom.connection:
                load.set_aside(newsroom.connection, page_id, "unreadable", "no text found", 1, NOW)
        else:
            newsroom.read(page_id, story)
    assert found(newsroom, MORNING + timedelta(hours=3)) == expected


def test_a_relevant_article_without_a_date_is_found(newsroom):
    newsroom.publish(replace(GOOD, published_at=None))
    resolve(newsroom.connection, NOW)
    assert found(newsroom) == {"undated_articles": 1}


def test_at_most_five_rows_are_shown_and_all_are_counted(newsroom):
    newsroom.publish(*(replace(GOOD, identity=str(n), reports=(), published_at=None) for n in range(7)))
    [result] = [result for result in check.run_checks(newsroom.connection, NOW) if result.count]
    assert (result.count, len(result.rows)) == (7, 5)
    assert set(result.rows[0]) == {"article_id", "outlet", "url"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a_nonsense.sql").write_text("-- error: nonsense\nselect from nowhere where;")
    (tmp_path / "b_writes.sql").write_text("-- warn: writes\ndelete from raw.outlets returning outlet;")
    (tmp_path / "c_nameless.sql").write_text("select 1 as one;")
    (tmp_path / "d_percent.sql").write_text("-- warn: a bare %s\nselect 1 where 'a' like 'a%';")
    (tmp_path / "e_good.sql").write_text("-- warn: always\n-- one row.\nselect %(now)s as now;")
    return tmp_path


def test_a_broken_check_is_reported_as_failed_and_the_rest_still_runs(newsroom, folder):
    *broken, good = check.run_checks(newsroom.connection, NOW, folder)
    assert [(result.severity, result.count) for result in broken] == [("error", 1)] * 4
    assert all(result.broken for result in broken)
    assert "read-only" in (broken[1].broken or "")
    assert (good.severity, good.meaning, good.count, good.rows) == ("warn", "always one row.", 1, [{"now": NOW}])


def test_after_the_checks_the_connection_can_write_again(newsroom):
    check.run_checks(newsroom.connection, NOW)
    newsroom.publish(replace(GOOD, reports=(report(GUEST, HOST),)))
