"""Articles that are looked at again: when, for how long, and what becomes of an edit."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import psycopg2
import pytest

from items import FetchFailure
from tests.stories import MORNING, NOW, Newsroom, Story, talks
from warehouse import pages

FETCHED = MORNING + timedelta(hours=1)
STORY = Story(outlet="gazette", identity="1", reports=(talks(),))


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def due(newsroom: Newsroom, hours: float) -> list[str]:
    """Identities that are to be looked at again so many hours after the first fetch."""
    return [it["identity"] for it in pages.due(newsroom.connection, "gazette", FETCHED + timedelta(hours=hours))]


def test_a_relevant_article_is_looked_at_again_on_a_schedule_that_thins_out(newsroom):
    newsroom.publish(STORY)
    looks = [1, 6, 24, 72, 168, 720]
    for before, hours in zip([0, *looks], looks, strict=False):
        assert due(newsroom, hours - 0.1) == [], f"looked at {before} hours after the first fetch, and not yet again"
        assert due(newsroom, hours) == ["1"]
        newsroom.publish(replace(STORY, fetched_at=FETCHED + timedelta(hours=hours)))
    assert due(newsroom, 24 * 50) == []


def test_an_article_that_is_not_relevant_is_left_alone(newsroom):
    newsroom.publish(replace(STORY, relevant=False))
    assert due(newsroom, 24) == []


def test_an_article_that_was_taken_down_is_not_asked_for_again(newsroom):
    newsroom.publish(STORY)
    gone = FetchFailure(
        outlet="gazette",
        url="https://gazette.example/1",
        identity="1",
        reason="http",
        detail="status 404",
        status=404,
        failed_at=NOW,
    )
    pages.record_failure(newsroom.connection, gone)
    assert due(newsroom, 24) == []


def test_an_edit_is_a_revision_with_the_facts_of_the_newest_and_an_unchanged_text_is_none(newsroom):
    newsroom.publish(STORY)
    later = [FETCHED + timedelta(hours=hours) for hours in (1, 6, 24)]
    newsroom.publish(replace(STORY, fetched_at=later[0], revision="another advert beside the same text"))
    edited = replace(STORY, fetched_at=later[1], headline="Minister, envoy discuss trade and transit")
    newsroom.publish(edited)
    newsroom.publish(replace(edited, fetched_at=later[2], revision="yet another advert"))
    revisions = newsroom.ask(
        "select revision, headline, fetched_at, headline_changed, body_changed from analysis.article_revisions"
    )
    assert revisions == [
        (1, STORY.headline, FETCHED, False, False),
        (2, edited.headline, later[1], True, False),
    ]
    assert newsroom.ask("select headline from core.articles") == [(edited.headline,)]
    assert newsroom.ask("select count(*) from core.event_reports") == [(1,)]
