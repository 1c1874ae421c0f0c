"""Of each field an event takes the best supported value, keeps the others, and says where outlets disagree."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from items import Figure
from parsers.sentences import split
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, outlet, passage, report, talks
from warehouse import pages
from warehouse.copies import mark_copies
from warehouse.events import Event, event_of
from warehouse.occasions import Party, Report, sides_of
from warehouse.resolve import resolve
from warehouse.values import Value

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Person = tuple[str, str | None, str | None]


def told(outlet: str, *people: Person, at: datetime = MORNING, **more) -> Report:
    parties = tuple(Party(name=name, country=country, office=office) for name, country, office in people or (GUEST,))
    fields = {
        "type": "visit",
        "status": "held",
        "date": "2025-08-01",
        "place": "Islamabad",
        "identity": "1",
        "id": zlib.crc32(f"{outlet}{at}".encode()),
    }
    sides = sides_of(("UZ",), (party.country for party in parties))
    return Report(outlet=outlet, sides=sides, participants=parties, published_at=at, **fields | more)


def values(event: Event, field: str) -> dict[str, Value]:
    return {value.value: value for value in event.values if value.field == field}


def chosen(event: Event, field: str) -> list[str]:
    return [value.value for value in event.values if value.field == field and value.chosen]


# --- which value is taken ---------------------------------------------------------------------------------------------


def test_what_more_sources_say_is_taken_and_the_other_value_stays():
    event = event_of(
        [told("gazette", date="2025-08-02"), told("courier", at=MORNING + HOUR), told("herald", at=MORNING + 2 * HOUR)]
    )
    assert event.date == "2025-08-01"
    dates = values(event, "day")
    assert {day: (value.independent, value.disputed) for day, value in dates.items()} == {
        "2025-08-01": (2, True),
        "2025-08-02": (1, True),
    }


def test_copies_of_one_text_do_not_outvote():
    copies = [told(outlet, date="2025-08-02", source="wire") for outlet in ("wire", "courier", "herald")]
    event = event_of([*copies, told("gazette", at=MORNING + HOUR), told("post", at=MORNING + HOUR)])
    assert event.date == "2025-08-01"
    assert values(event, "day")["2025-08-02"].independent == 1
    assert len(values(event, "day")["2025-08-02"].reports) == 3


def test_an_official_source_counts_double():
    event = event_of(
        [told("gazette", place="Karachi"), told("courier", place="Karachi"), told("ministry", official=True, at=NOW)]
    )
    assert event.place == "Karachi", "level: what was said first"
    event = event_of([told("gazette", place="Karachi"), told("ministry", official=True, at=NOW)])
    assert (event.place, values(event, "place")["Islamabad"].official) == ("Islamabad", True)


def test_a_day_is_more_precise_than_its_month_and_no_contradiction():
    event = event_of([told("gazette", date="2025-08"), told("courier", date="2025-08"), told("herald", at=NOW)])
    assert event.date == "2025-08-01"
    assert not any(value.disputed for value in event.values)


def test_a_day_of_another_month_does_not_win_by_being_precise():
    event = event_of(
        [told("gazette", date="2025-08"), told("courier", date="2025-08"), told("herald", date="2025-07-30")]
    )
    assert event.date == "2025-08"
    assert values(event, "day")["2025-07-30"].disputed


def test_what_an_outlet_corrected_does_not_count():
    event = event_of([told("gazette", date="2025-08-02"), told("gazette", identity="2", at=MORNING + HOUR)])
    assert event.date == "2025-08-01"
    wrong = values(event, "day")["2025-08-02"]
    assert (wrong.overtaken, wrong.disputed) == (True, False)


def test_those_who_saw_it_say_the_day_not_those_who_planned_it():
    plans = [
        told(outlet, status="planned", date="2025-07-31", at=MORNING - 3 * DAY) for outlet in ("gazette", "courier")
    ]
    event = event_of([*plans, told("herald")])
    assert (event.status, event.date) == ("held", "2025-08-01")
    assert values(event, "day")["2025-07-31"].overtaken


def test_a_new_plan_overtakes_the_former_one_and_so_does_a_postponement():
    former = [told(outlet, status="planned", at=MORNING - 5 * DAY) for outlet in ("gazette", "courier")]
    new = told("herald", status="planned", date="2025-08-09", at=MORNING - 2 * DAY)
    assert event_of([*former, new]).date == "2025-08-09"
    put_off = told("herald", status="postponed", date="2025-08-09", at=MORNING - 5 * DAY + HOUR)
    assert event_of([*former, put_off]).date == "2025-08-09"


def test_a_plan_that_was_held_is_no_contradiction_but_what_was_held_is_not_postponed_later():
    planned, held = told("gazette", status="planned", at=MORNING - DAY), told("courier")
    assert not any(value.disputed for value in event_of([planned, held]).values)
    event = event_of([held, told("herald", status="postponed", at=MORNING + HOUR)])
    assert {status: value.disputed for status, value in values(event, "status").items()} == {
        "held": True,
        "postponed": True,
    }


def test_the_fullest_name_and_office_are_taken_each_with_its_own_support():
    event = event_of(
        [
            told("gazette", ("Botir Salimov", "UZ", "Ambassador")),
            told("courier", ("Salimov", None, GUEST[2]), at=MORNING + HOUR),
        ]
    )
    [seat] = event.participants
    assert (seat.party.name, seat.party.country, seat.party.office) == GUEST
    assert [value.of for value in event.values if value.field == "office"] == ["Botir Salimov"] * 2
    assert not any(value.disputed for value in event.values)


def test_outlets_that_name_two_men_as_the_counterpart_of_talks_disagree():
    other = ("Sardor Yusupov", "UZ", "Deputy Minister of Trade of Uzbekistan")
    one, two = told("gazette", HOST, GUEST, type="meeting"), told("courier", HOST, other, type="meeting", at=NOW)
    event = event_of([one, two])
    assert {name: (value.of, value.disputed) for name, value in values(event, "who").items()} == {
        GUEST[0]: ("UZ", True),
        other[0]: ("UZ", True),
    }
    both = told("herald", HOST, GUEST, other, type="meeting", at=NOW)
    assert not values(event_of([one, two, both]), "who")


def test_an_analysts_word_is_taken_and_what_reports_say_stays():
    event = event_of([told("gazette"), told("courier")], {"day": "2025-08-03", "place": None})
    assert (event.date, event.place) == ("2025-08-03", None)
    assert values(event, "day")["2025-08-03"].source == "analyst"
    assert values(event, "day")["2025-08-01"].independent == 2


@pytest.mark.parametrize("seed", range(10))
def test_the_order_in_which_reports_come_decides_nothing(seed):
    chance = random.Random(seed)
    reports = [
        told(
            outlet,
            chance.choice([GUEST, ("Bótir Salimov", "UZ", None)]),
            HOST,
            id=number,
            identity=str(number),
            at=MORNING + chance.randint(0, 30) * HOUR,
            date=chance.choice(["2025-08-01", "2025-08-02", "2025-08", None]),
            place=chance.choice(["Islamabad", "Karachi", None]),
            status=chance.choice(["planned", "held", "postponed"]),
            source=chance.choice([None, "wire"]),
            official=chance.random() < 0.2,
        )
        for number, outlet in enumerate(["gazette", "courier", "herald", "wire", "gazette", "post"])
    ]
    expected = event_of(reports)
    for _ in range(5):
        chance.shuffle(reports)
        assert event_of(reports) == expected


# --- in the warehouse -------------------------------------------------------------------------------------------------

PRESS = (
    replace(outlet("ministry", "The Ministry"), official=True),
    replace(outlet("steppe", "The Steppe"), country="UZ"),
    replace(outlet("afar", "Afar"), country="US"),
)
#: What an agency sends, long enough to be known again.
WIRE = (
    "The minister received the envoy of Uzbekistan in his office and spoke with him of cotton, of lorries that wait at "
    "the border for weeks, and of a mill that both sides want to build before the next harvest is brought in.",
    "He told reporters after the talks that banks of both countries would open accounts for each other by autumn, so "
    "that traders need no third currency for what they buy.",
)


@pytest.fixture
def newsroom(connection):
    room = Newsroom(connection)
    pages.register_outlets(connection, PRESS)
    return room


def visit(outlet: str, day: str, hours: int = 0, **more) -> Story:
    told = report(GUEST, type="visit", date=day, evidence=f"The envoy came on {day}")
    body = more.pop("body", (f"Story of the {outlet}.",))
    at = MORNING + hours * HOUR
    return Story(outlet=outlet, identity="1", reports=(told,), published_at=at, body=body, **more)


def publish(newsroom: Newsroom, *stories: Story) -> None:
    newsroom.publish(*stories)
    mark_copies(newsroom.connection, {}, split)
    resolve(newsroom.connection, NOW)


def test_an_event_shows_where_outlets_disagree_with_who_says_what(newsroom):
    publish(
        newsroom,
        visit("gazette", "2025-08-01", body=WIRE),
        visit("courier", "2025-08-01", 1, body=WIRE),
        visit("herald", "2025-08-02", 2),
        visit("steppe", "2025-08-02", 3),
    )
    [(day, contradictions, reports, independent, press, official)] = newsroom.ask(
        "select event_date::text, contradictions, reports, independent_outlets, press, official from analysis.events"
    )
    assert (day, reports, independent, press, official) == ("2025-08-02", 4, 3, "both", False)
    [dates] = contradictions
    assert (dates["field"], dates["of"]) == ("day", None)
    assert [(it["value"], it["is_chosen"], it["outlets"], it["independent"]) for it in dates["values"]] == [
        ("2025-08-02", True, ["The Herald", "The Steppe"], 2),
        ("2025-08-01", False, ["The Courier", "The Gazette"], 1),
    ]
    assert newsroom.ask(
        """
        select value, first_outlet, url, passage, first_said_at
        from analysis.event_values
        where field = 'day'
        order by value
        """
    ) == [
        ("2025-08-01", "The Gazette", "https://gazette.example/1", "The envoy came on 2025-08-01", MORNING),
        ("2025-08-02", "The Herald", "https://herald.example/1", "The envoy came on 2025-08-02", MORNING + 2 * HOUR),
    ]


def test_an_article_that_turns_out_to_be_a_copy_loses_its_vote(newsroom):
    first, second = visit("gazette", "2025-08-01", body=WIRE), visit("courier", "2025-08-01", 1)
    publish(newsroom, first, second, visit("ministry", "2025-08-02", 2))
    assert newsroom.ask("select event_date::text from analysis.events") == [("2025-08-01",)]
    publish(newsroom, replace(second, body=WIRE, fetched_at=NOW))
    assert newsroom.ask("select event_date::text, official, press from analysis.events") == [
        ("2025-08-02", True, "pakistan")
    ]


@pytest.mark.parametrize(
    ("outlets", "press"), [(("gazette",), "pakistan"), (("steppe",), "central_asia"), (("afar",), "neither")]
)
def test_an_event_says_whose_press_tells_of_it(newsroom, outlets, press):
    publish(newsroom, *(visit(outlet, "2025-08-01") for outlet in outlets))
    assert newsroom.ask("select press from analysis.events") == [(press,)]


def test_sums_that_differ_are_a_contradiction_unless_one_article_gives_both(newsroom):
    def sums(*amounts: float) -> tuple[Figure, ...]:
        return tuple(
            Figure(amount=amount, unit="USD", role="target", of="trade", evidence=passage(f"{amount:.0f} dollars"))
            for amount in amounts
        )

    story = Story(outlet="gazette", identity="1", reports=(talks(),), figures=sums(2e9))
    other = replace(story, outlet="ministry", published_at=NOW, body=("Of its own.",), figures=sums(3e9))
    publish(newsroom, story, other)
    [(contradictions,)] = newsroom.ask("select contradictions from analysis.events")
    [found] = contradictions
    assert (found["field"], found["of"]) == ("sum", "target of trade")
    assert [(it["value"], it["is_chosen"], it["official"], it["passage"]) for it in found["values"]] == [
        ("3000000000 USD", True, True, "3000000000 dollars"),
        ("2000000000 USD", False, False, "2000000000 dollars"),
    ]
    publish(newsroom, replace(story, figures=sums(2e9, 3e9), fetched_at=NOW, revision="2"))
    assert newsroom.ask("select contradictions from analysis.events") == [([],)]


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_arrival_gives_the_same_values(newsroom, seed):
    stories = [
        visit("gazette", "2025-08-01", body=WIRE),
        visit("courier", "2025-08-01", 1, body=WIRE),
        visit("herald", "2025-08-02", 2),
        visit("ministry", "2025-08-03", 3),
        visit("steppe", "2025-08", 4),
    ]
    random.Random(seed).shuffle(stories)
    for story in stories:
        publish(newsroom, story)
    assert newsroom.ask("select event_date::text from analysis.events") == [("2025-08-03",)]
    said = newsroom.ask(
        "select value, is_chosen, independent from analysis.event_values where field = 'day' order by 1"
    )
    assert said == [("2025-08", False, 1), ("2025-08-01", False, 1), ("2025-08-02", False, 1), ("2025-08-03", True, 1)]


def test_events_are_weighed_anew_once_where_an_outlet_comes_to_speak_for_a_state(newsroom):
    publish(
        newsroom,
        visit("gazette", "2025-08-01"),
        visit("steppe", "2025-08-02", 1, body=WIRE),
        # A copy of it, which is told of a visit of its own.
        replace(visit("afar", "2025-09-02", 2, body=WIRE), reports=(report(HOST, type="visit", date="2025-09-02"),)),
        replace(visit("courier", "2025-07-01"), reports=(report(HOST, type="visit", date="2025-07-01"),)),
    )
    days = "select event_date::text, official from analysis.events order by 1"
    waiting = "select count(*) from core.events where needs_resolving"
    assert newsroom.ask(days) == [
        ("2025-07-01", False),
        ("2025-08-01", False),
        ("2025-09-02", False),
    ]
    official = replace(PRESS[1], official=True)
    pages.register_outlets(newsroom.connection, (official, *PRESS[2:]))
    assert newsroom.ask(waiting) == [(2,)], "its own and that of a copy, no other"
    resolve(newsroom.connection, NOW)
    assert newsroom.ask(days) == [
        ("2025-07-01", False),
        ("2025-08-02", True),
        ("2025-09-02", True),
    ]
    pages.register_outlets(newsroom.connection, (official, *PRESS[2:]))
    assert newsroom.ask(waiting) == [(0,)]
    pages.register_outlets(newsroom.connection, PRESS[1:])
    resolve(newsroom.connection, NOW)
    assert newsroom.ask(days)[1] == ("2025-08-01", False)
