"""How events came about, what came of them, and which commitments were said at which of them."""

from __future__ import annotations

import random
import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from items import Agreement, EventReport, Figure
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, passage, report, talks
from tests.test_values import told
from warehouse.events import event_of
from warehouse.resolve import resolve
from warehouse.timeline import states_of

DAY = timedelta(days=1)
README = Path(__file__).parents[1] / "README.md"


def states(*reports: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """States of an event of which a report a day says a status and a day."""
    ordered = [
        told("gazette", type="meeting", status=status, date=day, at=MORNING + number * DAY, identity=str(number))
        for number, (status, day) in enumerate(reports)
    ]
    return [(state.name, state.date) for state in states_of(ordered)]


def test_a_plan_is_announced_scheduled_and_moved():
    assert states(("planned", None), ("planned", "2025-08"), ("planned", "2025-08-05"), ("planned", "2025-08-07")) == [
        ("announced", None),
        ("announced", "2025-08"),
        ("scheduled", "2025-08-05"),
        ("moved", "2025-08-07"),
    ]


def test_what_was_told_before_is_no_change_whoever_prints_it_again():
    assert states(
        ("planned", "2025-08-05"),
        ("planned", "2025-08-05"),
        ("planned", "2025-08"),
        ("planned", None),
        ("planned", "2025-08-07"),
        ("planned", "2025-08-05"),
        ("held", "2025-08-07"),
        ("held", "2025-08-07"),
        ("planned", "2025-08-07"),
    ) == [("scheduled", "2025-08-05"), ("moved", "2025-08-07"), ("held", "2025-08-07")]


def test_a_postponement_stands_on_the_new_day_not_on_the_one_that_is_given_up():
    assert states(("planned", "2025-08-05"), ("postponed", "2025-08-05"), ("postponed", "2025-08-12")) == [
        ("scheduled", "2025-08-05"),
        ("postponed", None),
        ("moved", "2025-08-12"),
    ]
    assert states(("planned", "2025-08-05"), ("postponed", "2025-08-12"), ("planned", "2025-08-12")) == [
        ("scheduled", "2025-08-05"),
        ("postponed", "2025-08-12"),
    ]
    assert states(("planned", "2025-08-05"), ("postponed", None), ("planned", "2025-08-05")) == [
        ("scheduled", "2025-08-05"),
        ("postponed", None),
    ]


def test_what_is_cancelled_may_be_planned_anew():
    assert states(("planned", "2025-08-05"), ("cancelled", None), ("planned", "2025-09-01")) == [
        ("scheduled", "2025-08-05"),
        ("cancelled", None),
        ("moved", "2025-09-01"),
    ]


def test_an_event_has_the_same_states_in_whatever_order_its_reports_came():
    reports = [
        told(
            outlet, type="meeting", status=status, date=day, at=MORNING + number * DAY, identity=str(number), id=number
        )
        for number, (outlet, status, day) in enumerate(
            [
                ("gazette", "planned", "2025-08-05"),
                ("courier", "planned", "2025-08-05"),
                ("herald", "postponed", None),
                ("gazette", "planned", "2025-08-12"),
                ("courier", "held", "2025-08-12"),
            ]
        )
    ]
    expected = event_of(reports).states
    assert [(state.name, state.report_id) for state in expected] == [
        ("scheduled", 0),
        ("postponed", 2),
        ("moved", 3),
        ("held", 4),
    ]
    for seed in range(5):
        assert event_of(random.Random(seed).sample(reports, len(reports))).states == expected


# --- in the warehouse -------------------------------------------------------------------------------------------------


@pytest.fixture
def newsroom(connection):
    return Newsroom(connection)


def figure(amount: float, role: str = "target", of: str = "trade") -> Figure:
    return Figure(amount=amount, unit="USD", role=role, of=of, evidence=passage(f"{amount:.0f} dollars of {of}"))


def paper(title: str, status: str) -> Agreement:
    return Agreement(title=title, status=status, evidence=passage(f"{title} was {status}"))


def day(number: int, outlet: str, *reports: EventReport, **more) -> Story:
    """A story of a day in August."""
    body = (f"Story {number} of the {outlet}, in its own words.",)
    at = MORNING.replace(day=number)
    return Story(outlet=outlet, identity=str(number), reports=reports, published_at=at, body=body, **more)


LIFE = (
    day(1, "gazette", talks(status="planned", date="2025-08-05", evidence="They will meet on 5 August")),
    day(2, "courier", talks(status="planned", date="2025-08-05", evidence="The meeting is on Tuesday")),
    day(3, "herald", talks(status="postponed", date="2025-08-05", evidence="The meeting was put off")),
    day(6, "gazette", talks(status="planned", date="2025-08-12", evidence="They will now meet on 12 August")),
    day(
        12,
        "courier",
        talks(date="2025-08-12", evidence="The minister received the envoy"),
        report(HOST, GUEST, type="visit", status="planned", date="2025-10-02", place="Tashkent", main=False),
        agreements=(paper("Transit agreement", "signed"), paper("Visa agreement", "proposed")),
        figures=(figure(2e9), figure(9e8, "actual")),
    ),
    day(
        13,
        "herald",
        talks(date="2025-08-12"),
        agreements=(paper("Transit Agreement", "signed"),),
        figures=(figure(2e9),),
    ),
)


@pytest.mark.parametrize("seed", range(2))
def test_an_event_is_announced_postponed_moved_and_held_and_has_its_outcome(newsroom, seed):
    for story in random.Random(seed).sample(LIFE, len(LIFE)):
        newsroom.publish(story)
        resolve(newsroom.connection, NOW)
    [(event, status, date)] = newsroom.ask(
        "select event_id, status, event_date::text from analysis.events where type = 'meeting'"
    )
    [(visit,)] = newsroom.ask("select event_id from analysis.events where type = 'visit'")
    assert (status, date) == ("held", "2025-08-12")
    rows = newsroom.ask(
        """
        select state, event_date::text, outlet_name, passage, detail, next_event_id
        from analysis.event_timeline where event_id = %s order by position
        """,
        event,
    )
    assert rows == [
        ("scheduled", "2025-08-05", "The Gazette", "They will meet on 5 August", None, None),
        ("postponed", None, "The Herald", "The meeting was put off", None, None),
        ("moved", "2025-08-12", "The Gazette", "They will now meet on 12 August", None, None),
        ("held", "2025-08-12", "The Courier", "The minister received the envoy", None, None),
        (
            "outcome", None, "The Courier", "Transit agreement was signed", "Transit agreement (signed)", None
        ),
        ("outcome", None, "The Courier", "2000000000 dollars of trade", "2000000000 USD (target of trade)", None),
        (
            "outcome", "2025-10-02", "The Courier", "The minister received the envoy in Islamabad",
            "visit planned in Tashkent", visit,
        ),
    ]  # fmt: skip


def test_what_was_known_of_an_event_is_told_at_each_moment_of_its_life(newsroom):
    for story in LIFE:
        newsroom.publish(story)
        resolve(newsroom.connection, story.published_at)
    seen = [
        newsroom.ask(
            "select status, event_date::text from analysis.events_as_of(%s) where type = 'meeting'",
            MORNING.replace(day=number),
        )
        for number in (1, 2, 3, 6, 12)
    ]
    assert [status for [(status, _)] in seen] == ["planned", "planned", "postponed", "planned", "held"]
    assert seen[0] == [("planned", "2025-08-05")] and seen[-1] == [("held", "2025-08-12")]
    changes = newsroom.ask(
        """
        select after, url from analysis.event_changes
        where field = 'status' and event_id = 1 order by version_id
        """
    )
    assert changes[0] == ("postponed", "https://herald.example/3")
    assert changes[-1] == ("held", "https://courier.example/12")


# --- commitments ------------------------------------------------------------------------------------------------------


def test_it_is_told_at_which_events_two_billion_dollars_were_said(newsroom):
    other = talks(date="2025-09-02", place="Karachi")
    newsroom.publish(
        *LIFE,
        replace(day(20, "gazette"), figures=(figure(2e9),)),
        replace(
            day(21, "herald", other), published_at=MORNING.replace(month=9, day=2), figures=(figure(2e9), figure(3e9))
        ),
    )
    resolve(newsroom.connection, NOW)
    rows = newsroom.ask(
        """
        select event_date::text, place, outlets, passage, events, first_said_at, last_said_at
        from analysis.commitments where amount = 2e9 and unit = 'USD' order by said_at
        """
    )
    said = "2000000000 dollars of trade"
    first, last = MORNING.replace(day=12), MORNING.replace(month=9, day=2)
    assert rows == [
        ("2025-08-12", "Islamabad", ["The Courier", "The Herald"], said, 2, first, last),
        (None, None, ["The Gazette"], said, 2, first, last),
        ("2025-09-02", "Karachi", ["The Herald"], said, 2, first, last),
    ]
    assert newsroom.ask("select distinct role from analysis.commitments") == [("target",)]


def test_papers_are_followed_from_proposal_to_force(newsroom):
    newsroom.publish(
        day(1, "gazette", agreements=(paper("Transit Trade Agreement", "proposed"),)),
        day(5, "courier", agreements=(paper("the transit-trade agreement", "signed"),)),
        day(6, "herald", agreements=(paper("Transit Trade Agreement", "agreed"),)),
        day(9, "herald", agreements=(paper("Transit trade agreement", "in_force"),)),
    )
    assert newsroom.ask("select status, outlet_name, step from analysis.agreement_timeline order by step") == [
        ("proposed", "The Gazette", 1),
        ("signed", "The Courier", 2),
        ("in_force", "The Herald", 3),
    ]


# --- what analysts are told to ask ------------------------------------------------------------------------------------


def test_an_analyst_may_ask_what_the_readme_says(newsroom, database):
    newsroom.publish(*LIFE)
    resolve(newsroom.connection, NOW)
    blocks = re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    queries = [query for block in blocks for query in block.split(";") if query.strip()]
    assert len(queries) >= 6
    with closing(psycopg2.connect(database.analyst_url)) as connection, connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            assert cursor.description
