"""Reports of one occasion become one event, whoever tells of it, in whatever order and spelling."""

from __future__ import annotations

import random
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg2
import pytest

from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, report, talks
from warehouse.events import event_of
from warehouse.names import same_name, same_place
from warehouse.occasions import Party, Report, same_party, sides_of
from warehouse.parts import Dealing, Part, part_of
from warehouse.resolve import group, resolve, same_occasion

OTHER_GUEST = ("Nurlan Abdirov", "KZ", "Ambassador of Kazakhstan to Pakistan")


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def told(
    *people: tuple[str, str | None, str | None],
    outlet: str = "gazette",
    date: str | None = "2025-08-01",
    published_at: datetime | None = MORNING,
    **more,
) -> Report:
    parties = tuple(Party(name=name, country=country, office=office) for name, country, office in people)
    fields = {"type": "meeting", "status": "held", "place": "Islamabad", "identity": "1", "id": 1} | more
    return Report(
        outlet=outlet,
        date=date,
        published_at=published_at,
        sides=sides_of(("UZ",), (party.country for party in parties)),
        participants=parties,
        **fields,
    )


def spelt(name: str, person: tuple[str, str | None, str | None]) -> tuple[str, str | None, str | None]:
    return (name, *person[1:])


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alisher Tukhtaev", "Alisher Takhtayev"),
        ("Shehbaz Sharif", "Muhammad Shahbaz Sharif"),
        ("Farrukh Shehzad Rao", "Farukh Shahzad Rao"),
        ("Sardar Awais Khan Leghari", "Awais Leghari"),
        ("Syed Yousaf Raza Gilani", "Yusuf Raza Gilani"),
        ("Gen. (retd) Qamar Javed Bajwa", "Qamar Javed Bajwa"),
        ("Serdar Berdimuhamedov", "Serdar Berdimuhamedow"),
        ("Abbasi", "Hanif Abbasi"),
        ("S. M. Mirza", "Sahir Mahmood Mirza"),
    ],
)
def test_two_spellings_are_one_name(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haroon Akhtar Khan", "Humayun Akhtar Khan"),
        ("Nawaz Sharif", "Shehbaz Sharif"),
        ("Anwar Ali", "Ansar Ali"),
        ("Kokhir Rasulzoda", "Emomali Rahmon"),
        ("Al", "Alisher Tukhtaev"),
    ],
)
def test_two_people_are_not_one_name(one, other):
    assert not same_name(one, other)


def test_a_place_that_is_not_known_is_neither_the_same_nor_another():
    assert same_place("Tashkent", "Toshkent")
    assert same_place("Tashkent", "Dushanbe") is False
    assert same_place(None, "Dushanbe") is None


# --- one occasion or two ----------------------------------------------------------------------------------------------


def test_two_outlets_tell_of_one_meeting():
    assert same_occasion(told(HOST, GUEST), told(GUEST, spelt("Kamran B. Qazi", HOST), outlet="courier"))


def test_a_meeting_whose_counterpart_one_outlet_leaves_out_is_the_same_where_the_place_agrees():
    assert same_occasion(told(HOST, GUEST), told(GUEST, outlet="courier"))
    assert not same_occasion(told(HOST, GUEST), told(GUEST, outlet="courier", place="Karachi"))


def test_two_meetings_of_one_person_with_two_counterparts_on_one_day_are_two():
    other_host = ("Zahid Mehmood Butt", "PK", "Minister for Commerce of Pakistan")
    assert not same_occasion(told(HOST, GUEST), told(other_host, GUEST, outlet="courier"))


def test_a_vague_report_does_not_glue_two_meetings_together():
    other_host = ("Zahid Mehmood Butt", "PK", "Minister for Commerce of Pakistan")
    numbers = group(
        [
            told(HOST, GUEST),
            told(other_host, GUEST, outlet="courier"),
            told(GUEST, outlet="herald"),
        ]
    )
    assert numbers[0] != numbers[1]
    assert numbers[2] in numbers[:2]


def test_whom_people_were_identified_as_counts_more_than_their_names():
    haroon, humayun = (Party(name=name, who=who) for name, who in (("Haroon Akhtar", 1), ("Humayun Akhtar Khan", 2)))
    assert same_party(haroon, Party(name="H. A. Khan", country="PK", who=1))
    assert not same_party(haroon, Party(name="Haroon Akhtar", who=2))
    assert same_party(haroon, Party(name="Haroon Akhtar Khan"))
    assert not same_party(humayun, Party(name="Humayun Akhtar Khan", kind="body", who=2))


def test_two_reports_of_one_article_are_two_events():
    assert not same_occasion(told(HOST, GUEST), told(HOST, GUEST, position=1))


def test_meetings_on_different_days_are_two_even_with_the_same_people():
    assert not same_occasion(told(HOST, GUEST), told(HOST, GUEST, outlet="courier", date="2025-08-02"))


def test_a_month_or_an_unknown_day_agrees_with_a_day_where_both_sides_agree():
    assert same_occasion(told(HOST, GUEST), told(HOST, GUEST, outlet="courier", date="2025-08"))
    assert same_occasion(told(HOST, GUEST), told(HOST, GUEST, outlet="courier", date=None))
    assert not same_occasion(told(HOST, GUEST), told(HOST, GUEST, outlet="courier", date="2025-07"))
    later = MORNING + timedelta(days=20)
    assert not same_occasion(told(HOST, GUEST), told(HOST, GUEST, outlet="courier", date=None, published_at=later))
    assert not same_occasion(told(HOST, GUEST), told(GUEST, outlet="courier", date=None))


def test_a_planned_meeting_and_the_held_one_are_the_same():
    planned = told(HOST, GUEST, outlet="courier", status="planned", published_at=MORNING - timedelta(days=3))
    assert same_occasion(planned, told(HOST, GUEST))


def test_meetings_within_a_visit_are_not_the_visit():
    assert not same_occasion(told(HOST, GUEST), told(HOST, GUEST, outlet="courier", type="visit"))


def test_a_visit_is_the_same_whoever_receives_the_guest_and_whichever_day_of_it_is_told():
    visit = told(GUEST, type="visit")
    assert same_occasion(visit, told(GUEST, HOST, type="visit", outlet="courier", date="2025-08-02"))
    assert not same_occasion(visit, told(GUEST, HOST, type="visit", outlet="courier", date="2025-08-09"))
    assert not same_occasion(told(HOST, type="visit", date="2025-08"), told(GUEST, type="visit", outlet="courier"))


def test_the_same_people_of_other_states_are_no_match():
    assert not same_occasion(told(HOST, GUEST), told(HOST, OTHER_GUEST, outlet="courier"))


def test_a_forum_without_names_is_known_by_day_place_and_sides():
    forum = told(type="forum")
    assert same_occasion(forum, told(GUEST, HOST, type="forum", outlet="courier"))
    assert not same_occasion(forum, told(GUEST, type="forum", outlet="courier", place="Karachi"))
    assert not same_occasion(forum, told(GUEST, type="forum", outlet="courier", place=None))


def test_spellings_across_scripts_are_one_person_where_the_office_is_the_same():
    office = "Chairman of the Lower House of the Parliament of Tajikistan"
    one = told(HOST, ("Zokirzoda Mahmadtoir Zoir", "TJ", office))
    other = told(HOST, ("Zakerzada Muhammad Tahir", "TJ", "Chairman of the Parliament of Tajikistan"), outlet="courier")
    assert same_occasion(one, other)


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_page_that_claims_the_first_or_the_last_day_of_the_calendar_stops_nobody(moment):
    odd = [
        told(GUEST, outlet=outlet, date=day, type="visit", published_at=moment)
        for outlet, day in (("gazette", None), ("courier", moment.date().isoformat()))
    ]
    assert len(group([*odd, told(HOST, GUEST, outlet="herald")])) == 3


def test_grouping_does_not_depend_on_the_order():
    reports = [
        told(HOST, GUEST, outlet=outlet, identity=str(day), date=f"2025-08-0{day}", published_at=MORNING)
        for day in range(1, 5)
        for outlet in ("gazette", "courier", "herald")
    ] + [told(GUEST, outlet=outlet, identity="9", date="2025-08") for outlet in ("gazette", "courier")]
    expected = partition(reports, group(reports))
    for seed in range(10):
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert partition(shuffled, group(shuffled)) == expected


def partition(reports, numbers):
    return {frozenset(r.key for r, n in zip(reports, numbers, strict=True) if n == number) for number in set(numbers)}


# --- a planned event and what became of it ----------------------------------------------------------------------------


def plan(day: str, **more) -> Report:
    return told(HOST, GUEST, status="planned", date=day, published_at=MORNING - timedelta(days=5), **more)


def test_an_event_that_was_put_off_is_one_from_the_plan_to_the_new_day():
    postponed = told(HOST, GUEST, outlet="courier", status="postponed", date="2025-08-20", published_at=MORNING)
    held = told(HOST, GUEST, outlet="herald", date="2025-08-20", published_at=MORNING + timedelta(days=20))
    reports = [plan("2025-08-02"), postponed, held]
    assert len(set(group(reports))) == 1
    assert (event_of(reports).status, event_of(reports).date) == ("held", "2025-08-20")
    assert (event_of(reports[:2]).status, event_of(reports[:2]).date) == ("postponed", "2025-08-20")


def test_an_event_that_was_put_off_without_a_day_is_the_one_that_is_held_later():
    postponed = told(HOST, GUEST, outlet="courier", status="postponed", date=None, published_at=MORNING)
    held = told(HOST, GUEST, outlet="herald", date="2025-09-11", published_at=MORNING + timedelta(days=41))
    assert len(set(group([plan("2025-08-02"), postponed, held]))) == 1
    much_later = replace(held, date="2025-12-11", published_at=MORNING + timedelta(days=132))
    assert len(set(group([plan("2025-08-02"), postponed, much_later]))) == 2


def test_without_a_postponement_a_plan_may_be_a_few_days_late():
    held = told(HOST, GUEST, outlet="herald", date="2025-08-04", published_at=MORNING + timedelta(days=3))
    assert len(set(group([plan("2025-08-02"), held]))) == 1
    assert len(set(group([plan("2025-08-02"), replace(held, date="2025-08-09")]))) == 2
    assert len(set(group([plan("2025-08-02"), replace(held, date="2025-08-01")]))) == 2, "not before its day"


def test_a_plan_whose_day_was_kept_is_not_what_happened_two_days_later():
    kept = told(HOST, GUEST, outlet="herald", date="2025-08-02", published_at=MORNING + timedelta(days=1))
    later = told(HOST, GUEST, outlet="courier", date="2025-08-04", published_at=MORNING + timedelta(days=3))
    numbers = group([plan("2025-08-02"), later, kept])
    assert numbers[0] == numbers[2] != numbers[1]


def test_a_late_plan_with_two_candidates_is_neither():
    held = told(HOST, GUEST, outlet="herald", date="2025-08-03", published_at=MORNING + timedelta(days=3))
    other = told(HOST, GUEST, outlet="courier", date="2025-08-05", published_at=MORNING + timedelta(days=4))
    assert len(set(group([plan("2025-08-02"), held, other]))) == 3


def test_a_cancelled_event_is_not_the_one_that_is_held_later():
    cancelled = told(HOST, GUEST, outlet="courier", status="cancelled", date="2025-08-02", published_at=MORNING)
    held = told(HOST, GUEST, outlet="herald", date="2025-08-04", published_at=MORNING + timedelta(days=3))
    numbers = group([plan("2025-08-02"), cancelled, held])
    assert numbers[0] == numbers[1]
    assert event_of([plan("2025-08-02"), cancelled]).status == "cancelled"


def test_what_was_held_by_its_month_was_not_held_after_its_report():
    vague = told(HOST, GUEST, date="2025-08")
    assert same_occasion(vague, told(HOST, GUEST, outlet="courier", date="2025-08-01"))
    late = told(HOST, GUEST, outlet="courier", date="2025-08-20", published_at=MORNING + timedelta(days=19))
    assert not same_occasion(vague, late)


def test_an_occasion_without_names_is_one_only_where_no_other_is_as_likely():
    said = {"type": "agreement", "place": "Islamabad"}
    signed = told(**said, date="2025-08-01")
    later = told(**said, outlet="courier", date="2025-08", published_at=MORNING + timedelta(hours=9))
    assert len(set(group([signed, later]))) == 1
    second = told(**said, outlet="herald", date="2025-08-02", published_at=MORNING + timedelta(days=1))
    assert len(set(group([signed, later, second]))) == 3


def test_articles_with_company_in_common_tell_of_one_planned_delegation():
    delegation = {"type": "visit", "status": "planned", "date": None, "place": None}
    company = (Party(name=GUEST[0], country="UZ", office=GUEST[2]),)
    one, other = told(**delegation, company=company), told(**delegation, company=company, outlet="courier")
    assert len(set(group([one, other]))) == 1
    assert len(set(group([one, replace(other, company=())]))) == 2


# --- a visit and what happened within it ------------------------------------------------------------------------------


def dealing(number: int, *people: tuple[str, str | None, str | None], day: str | None, **more: Any) -> Dealing:
    fields: dict[str, Any] = {"precision": "day" if day else None, "place": "Tashkent", "sides": ("PK", "UZ")}
    return Dealing(
        event_id=number,
        day=date.fromisoformat(day) if day else None,
        participants=tuple(Party(name=name, country=country, office=office) for name, country, office in people),
        **fields | {"key": str(number)} | more,
    )


def test_a_meeting_is_part_of_the_visit_of_one_who_takes_part():
    visit = dealing(1, HOST, day="2025-08-01")
    meeting = dealing(2, HOST, GUEST, day="2025-08-02")
    found = part_of(meeting, [(visit, False)])
    assert found == Part(visit_id=1, reason=f"{HOST[0]} takes part; day 2 of the visit; in Tashkent")
    assert part_of(dealing(2, GUEST, day="2025-08-02"), [(visit, False)]) is None, "the traveller is not there"
    assert part_of(dealing(2, HOST, GUEST, day="2025-07-31"), [(visit, False)]) is None, "before it"
    assert part_of(dealing(2, HOST, GUEST, day="2025-08-20"), [(visit, False)]) is None, "after it"
    assert part_of(dealing(2, HOST, GUEST, day="2025-08-02", place="Lahore"), [(visit, False)]) is None, "elsewhere"


def test_who_receives_the_guest_is_no_traveller():
    visit = dealing(1, GUEST, HOST, day="2025-08-01", place="Islamabad")
    assert part_of(dealing(2, HOST, OTHER_GUEST, day="2025-08-02", place="Islamabad"), [(visit, False)]) is None


def test_one_article_that_tells_of_both_makes_up_for_an_unknown_day_or_name():
    visit = dealing(1, HOST, day="2025-08-01")
    undated = dealing(2, HOST, GUEST, day=None, place=None)
    assert part_of(undated, [(visit, False)]) is None
    assert part_of(undated, [(visit, True)]) == Part(
        visit_id=1, reason=f"{HOST[0]} takes part; one article tells of both"
    )
    assert part_of(dealing(3, day="2025-08-01"), [(visit, True)]) is not None


def test_of_two_visits_the_one_that_the_article_tells_of_counts():
    visits = [(dealing(1, HOST, day="2025-08-02"), False), (dealing(2, HOST, day="2025-07-30"), True)]
    found = part_of(dealing(3, HOST, GUEST, day="2025-08-02"), visits)
    assert found is not None
    assert found.visit_id == 2


# --- what an event is made of -----------------------------------------------------------------------------------------


def test_an_event_takes_the_best_of_its_reports():
    event = event_of(
        [
            told(("Botir Salimov", "UZ", None), spelt("Kamran Qazi", HOST), date="2025-08", id=1),
            told(GUEST, HOST, outlet="courier", id=2, published_at=MORNING + timedelta(hours=1)),
            told(HOST, outlet="herald", id=3, place="Rawalpindi", published_at=MORNING + timedelta(hours=2)),
        ]
    )
    assert (event.date, event.place, event.sides) == ("2025-08-01", "Islamabad", ("PK", "UZ"))
    assert [(seat.party.name, seat.party.office, seat.report_id) for seat in event.participants] == [
        ("Botir Salimov", GUEST[2], 2),
        ("Kamran Bashir Qazi", HOST[2], 2),
    ]
    assert event.first_reported_at == MORNING


def test_the_latest_word_is_the_status_but_held_is_never_only_planned_again():
    early, late = MORNING - timedelta(days=2), MORNING + timedelta(days=1)
    planned, held = told(status="planned", published_at=early), told(outlet="courier")
    assert event_of([planned, held]).status == "held"
    assert event_of([held, replace(planned, published_at=late)]).status == "held"
    assert event_of([planned, told(outlet="courier", status="postponed")]).status == "postponed"
    assert (
        event_of([planned, told(outlet="courier", status="postponed", published_at=late), held]).status == "postponed"
    )


# --- in the warehouse -------------------------------------------------------------------------------------------------

SAME_DAY = (
    Story(outlet="gazette", identity="1", reports=(talks(),)),
    Story(
        outlet="courier",
        identity="7",
        reports=(report(spelt("Bótir Salimoff", GUEST), spelt("Kamran Qazi", HOST)), report(GUEST, type="visit")),
        published_at=MORNING + timedelta(hours=1),
    ),
    Story(
        outlet="herald",
        identity="3",
        countries=("KZ",),
        reports=(report(HOST, OTHER_GUEST),),
        published_at=MORNING + timedelta(hours=2),
    ),
    Story(
        outlet="herald",
        identity="4",
        reports=(talks(status="planned", date="2025-08"),),
        published_at=MORNING - timedelta(days=2),
    ),
)
EVENTS = "select event_id, type, status, event_date::text, sides, participants, reports from analysis.events order by 1"


def test_reports_of_several_outlets_become_one_event(newsroom):
    newsroom.publish(*SAME_DAY)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.reports, resolved.new_events, resolved.joined, resolved.alerts) == (5, 3, 0, 3)
    salimov = f"{GUEST[0]} (UZ, {GUEST[2]})"
    qazi = f"{HOST[0]} (PK, {HOST[2]})"
    assert newsroom.ask(EVENTS) == [
        (1, "meeting", "held", "2025-08-01", ["PK", "UZ"], f"{qazi}; {salimov}", 3),
        (2, "visit", "held", "2025-08-01", ["PK", "UZ"], salimov, 1),
        (3, "meeting", "held", "2025-08-01", ["KZ", "PK"], f"{qazi}; Nurlan Abdirov (KZ, {OTHER_GUEST[2]})", 1),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_pages_are_read_makes_no_difference(newsroom, seed):
    newsroom.publish(*random.Random(seed).sample(SAME_DAY, len(SAME_DAY)))
    resolve(newsroom.connection, NOW)
    assert [event[:4] + event[6:] for event in newsroom.ask(EVENTS)] == [
        (1, "meeting", "held", "2025-08-01", 3),
        (2, "visit", "held", "2025-08-01", 1),
        (3, "meeting", "held", "2025-08-01", 1),
    ]


def test_resolving_again_changes_nothing(newsroom):
    newsroom.publish(*SAME_DAY)
    resolve(newsroom.connection, NOW)
    before = newsroom.tables("core")
    again = resolve(newsroom.connection, NOW + timedelta(hours=1))
    assert (again.reports, again.new_events, again.joined, again.merged, again.withdrawn, again.alerts) == (0,) * 6
    assert newsroom.tables("core") == before


def test_a_later_report_joins_the_event_and_moves_its_status(newsroom):
    newsroom.publish(SAME_DAY[3])
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select event_id, status from core.events") == [(1, "planned")]
    newsroom.publish(SAME_DAY[0])
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.new_events, resolved.joined) == (0, 1)
    assert newsroom.ask("select event_id, status, event_date::text, date_precision from core.events") == [
        (1, "held", "2025-08-01", "day")
    ]


def test_a_meeting_within_a_visit_names_it_and_stays_an_event_of_its_own(newsroom):
    newsroom.publish(
        Story(outlet="gazette", identity="1", reports=(report(GUEST, type="visit"), talks(date="2025-08-02"))),
        Story(outlet="courier", identity="7", reports=(talks(date="2025-08-03"),)),
        Story(outlet="herald", identity="3", reports=(report(HOST, OTHER_GUEST),), countries=("KZ",)),
    )
    resolve(newsroom.connection, NOW)
    reason = f"{GUEST[0]} takes part; day {{}} of the visit; in Islamabad"
    parts = "select type, event_date::text, reason from analysis.event_parts order by 2"
    assert newsroom.ask(parts) == [
        ("meeting", "2025-08-02", f"{reason.format(2)}; one article tells of both"),
        ("meeting", "2025-08-03", reason.format(3)),
    ]
    assert newsroom.ask("select count(*) from analysis.events where part_of is not null") == [(2,)]


def test_a_visit_that_is_withdrawn_leaves_its_meetings(newsroom):
    [page, _] = newsroom.publish(
        Story(outlet="gazette", identity="1", reports=(report(GUEST, type="visit"),)),
        Story(outlet="courier", identity="7", reports=(talks(date="2025-08-02"),)),
    )
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select count(*) from analysis.event_parts") == [(1,)]
    newsroom.read(page, Story(outlet="gazette", identity="1", reports=()), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select type, part_of from analysis.events") == [("meeting", None)]


def test_a_report_that_shows_two_events_to_be_one_merges_them_into_the_elder(newsroom):
    newsroom.publish(
        Story(outlet="gazette", identity="1", reports=(report(HOST, place=None),)),
        Story(outlet="courier", identity="7", reports=(report(GUEST, place=None),)),
    )
    assert resolve(newsroom.connection, NOW).new_events == 2
    newsroom.publish(Story(outlet="herald", identity="3", reports=(talks(),)))
    assert resolve(newsroom.connection, NOW).merged == 1
    assert newsroom.ask("select event_id, merged_into from core.events order by 1") == [(1, None), (2, 1)]
    assert newsroom.ask("select distinct event_id from core.event_reports") == [(1,)]
    assert newsroom.ask("select event_id, reports from analysis.events") == [(1, 3)]


def test_events_that_a_report_glued_stand_again_once_it_is_read_rightly(newsroom):
    halves = (
        Story(outlet="gazette", identity="1", reports=(report(HOST, place=None),)),
        Story(outlet="courier", identity="7", reports=(report(GUEST, place=None),)),
    )
    newsroom.publish(*halves)
    resolve(newsroom.connection, NOW)
    [glue] = newsroom.publish(Story(outlet="herald", identity="3", reports=(talks(),)))
    resolve(newsroom.connection, NOW)
    # A half that is read otherwise meanwhile stays the report that it was.
    [half] = [found for (found,) in newsroom.ask("select page_id from raw.pages where outlet = 'courier'")]
    newsroom.read(half, replace(halves[1], reports=(report(GUEST, place=None, main=False),)), reader_version=2)
    resolve(newsroom.connection, NOW)
    newsroom.read(glue, Story(outlet="herald", identity="3", reports=()), reader_version=2)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.revived, resolved.new_events) == ((2,), 0)
    assert newsroom.ask(
        "select outlet, event_id from core.event_reports join core.articles using (article_id) order by 1"
    ) == [("courier", 1), ("gazette", 2)]
    assert newsroom.ask("select event_id, merged_into from core.events order by 1") == [(1, None), (2, None)]


def test_an_event_that_a_better_reader_takes_apart_leaves_its_id_to_the_larger_part(newsroom):
    ids = newsroom.publish(*SAME_DAY[:2], replace(SAME_DAY[0], outlet="herald", identity="5"))
    resolve(newsroom.connection, NOW)
    elsewhere = replace(SAME_DAY[0], reports=(talks(date="2025-07-30"),))
    newsroom.read(ids[0], elsewhere, reader_version=2)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.new_events, resolved.alerts) == (1, 0)
    assert [event[0:4] + event[6:] for event in newsroom.ask(EVENTS) if event[1] == "meeting"] == [
        (1, "meeting", "held", "2025-08-01", 2),
        (3, "meeting", "held", "2025-07-30", 1),
    ]


def test_a_corrected_moment_of_publication_moves_the_first_report(newsroom):
    [page_id] = newsroom.publish(SAME_DAY[0])
    resolve(newsroom.connection, NOW)
    earlier = MORNING - timedelta(hours=5)
    newsroom.read(page_id, replace(SAME_DAY[0], published_at=earlier), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select first_reported_at, needs_resolving from core.events") == [(earlier, False)]


def test_a_report_of_which_nothing_is_known_is_an_event_of_its_own(newsroom):
    unknown = report(date=None, place=None, type="forum")
    newsroom.publish(*(Story(outlet="gazette", identity=str(n), reports=(unknown,), published_at=None) for n in (1, 2)))
    assert resolve(newsroom.connection, NOW).new_events == 2


def test_two_resolvings_at_once_make_one_event(newsroom, database):
    newsroom.publish(*SAME_DAY)
    barrier = threading.Barrier(2)

    def work():
        with closing(psycopg2.connect(database.loader_url)) as connection:
            barrier.wait()
            resolve(connection, NOW)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert newsroom.ask("select count(*) from core.events") == [(3,)]
    assert newsroom.ask("select count(*) from core.alerts") == [(3,)]


def test_a_resolving_that_fails_leaves_everything_as_it_was(newsroom, database):
    newsroom.publish(*SAME_DAY)
    before = newsroom.tables("core")
    with closing(psycopg2.connect(database.owner_url)) as owner, owner, owner.cursor() as cursor:
        cursor.execute("alter table core.event_participants add check (name <> 'Nurlan Abdirov')")
    with pytest.raises(psycopg2.Error):
        resolve(newsroom.connection, NOW)
    assert newsroom.tables("core") == before


def test_forums_of_two_sorts_on_one_day_are_two_events_and_analysts_see_which_is_which(newsroom):
    newsroom.publish(
        Story(outlet="gazette", identity="1", reports=(report(HOST, GUEST, type="forum", forum_sort="session"),)),
        Story(outlet="courier", identity="2", reports=(report(HOST, GUEST, type="forum", forum_sort="exhibition"),)),
        Story(outlet="herald", identity="3", reports=(report(HOST, GUEST, type="forum", forum_sort="session"),)),
    )
    resolve(newsroom.connection, NOW)
    assert newsroom.ask(
        "select forum_sort, array_agg(outlet order by outlet) from analysis.event_reports group by event_id, forum_sort"
        " order by 1"
    ) == [("exhibition", ["courier"]), ("session", ["gazette", "herald"])]
    newsroom.publish(
        Story(outlet="courier", identity="2", reports=(report(HOST, GUEST, type="forum", forum_sort="session"),))
    )
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select count(*) from analysis.events") == [(1,)]
