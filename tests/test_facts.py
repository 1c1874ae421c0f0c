"""Whole small articles → relevance, states, events with persons, days and places, figures and papers."""

from __future__ import annotations

from datetime import date

from facts import labelled
from items import EventReport, Facts
from parsers.extract import read_facts
from parsers.plain import article_from_text

SEED = """ISLAMABAD, (UrduPoint / Pakistan Point News - 1st Aug, 2025) Special Assistant to the Prime Minister on
 Industries and Production Haroon Akhtar Khan received the Ambassador of Uzbekistan Alisher Tukhtaev here on Friday.

The two sides reviewed trade and industrial cooperation. Haroon Akhtar Khan said he would visit Uzbekistan this month
 with a delegation of businessmen.

A warehouse for Uzbek goods is to be built in Peshawar, the ambassador was told. The target of the two countries is to
 raise trade to $2 billion.

Uzbekistan imports pharmaceuticals worth $3 billion a year, Tukhtaev said, and Pakistani manufacturers could supply a
 part of them."""


def facts_of(text: str, title: str, day: date, language: str = "en") -> Facts:
    text = text.replace("\n ", " ")
    return read_facts(
        article_from_text(text, outlet="a", published=day, title=title, zone="Asia/Karachi", language=language)
    )


def seed() -> Facts:
    return facts_of(SEED, "SAPM Haroon Akhtar, Uzbek Ambassador discuss trade", date(2025, 8, 1))


def only(facts: Facts, kind: str) -> EventReport:
    (found,) = [report for report in facts.reports if report.type == kind]
    return found


def test_the_special_assistant_who_receives_the_ambassador_is_a_held_meeting_of_both() -> None:
    meeting = only(seed(), "meeting")
    assert (meeting.status, meeting.mode, meeting.date, meeting.place) == (
        "held",
        "in_person",
        "2025-08-01",
        "Islamabad",
    )
    assert meeting.main
    assert {(who.name, who.country, who.office) for who in meeting.participants} == {
        (
            "Haroon Akhtar Khan",
            "PK",
            "Special Assistant to the Prime Minister on Industries and Production",
        ),
        ("Alisher Tukhtaev", "UZ", "Ambassador of Uzbekistan to Pakistan"),
    }


def test_the_journey_that_he_announces_is_a_planned_visit_of_him_alone() -> None:
    visit = only(seed(), "visit")
    assert (visit.status, visit.date, visit.main) == ("planned", "2025-08", False)
    assert [who.name for who in visit.participants] == ["Haroon Akhtar Khan"]


def test_target_and_imports_are_two_figures() -> None:
    assert {(figure.amount, figure.unit, figure.role) for figure in seed().figures} == {
        (2e9, "USD", "target"),
        (3e9, "USD", "actual"),
    }


def test_states_and_sectors_are_those_dealt_with() -> None:
    engagement = seed().engagement
    assert engagement.relevant
    assert engagement.countries == ("UZ",)
    assert {"trade", "industry", "health", "transport"} <= set(engagement.sectors)
    assert engagement.reasons


def test_hosts_received_one_after_another_are_one_meeting_each() -> None:
    facts = facts_of(
        "ASTANA: Deputy Prime Minister Ishaq Dar arrived in Astana on Monday. He held talks with Foreign Minister of"
        " Kazakhstan Murat Nurtleu and later met President Kassym-Jomart Tokayev.",
        "Dar holds talks in Kazakhstan",
        date(2025, 8, 5),
    )
    meetings = [report for report in facts.reports if report.type == "meeting"]
    assert [sorted(who.name for who in meeting.participants) for meeting in meetings] == [
        ["Ishaq Dar", "Murat Nurtleu"],
        ["Ishaq Dar", "Kassym-Jomart Tokayev"],
    ]
    assert {meeting.place for meeting in meetings} == {"Astana"}
    assert only(facts, "visit").date == "2025-08-04"


def test_those_who_were_also_present_take_part_and_those_whose_greetings_are_brought_do_not() -> None:
    facts = facts_of(
        "ISLAMABAD: Ambassador of Tajikistan Yusuf Sharifzoda called on Commerce Minister Jam Kamal Khan on Tuesday."
        " He conveyed the greetings of President Emomali Rahmon. Secretary Commerce Jawad Paul was also present.",
        "Tajik envoy meets minister",
        date(2025, 6, 18),
    )
    names = [who.name for who in only(facts, "meeting").participants]
    assert names == ["Yusuf Sharifzoda", "Jam Kamal Khan", "Jawad Paul"]


def test_an_ambassador_of_pakistan_stands_for_pakistan() -> None:
    facts = facts_of(
        "TASHKENT, June 17. Minister of Health Asilbek Khudayarov received Pakistan's Ambassador to Uzbekistan"
        " Ahmed Farooq today.",
        "Uzbek minister receives Pakistani ambassador",
        date(2025, 6, 17),
    )
    sides = {who.name: (who.country, who.office) for who in only(facts, "meeting").participants}
    assert sides["Ahmed Farooq"] == ("PK", "Ambassador of Pakistan to Uzbekistan")
    assert sides["Asilbek Khudayarov"][0] == "UZ"


def test_the_reception_at_the_airport_belongs_to_the_visit() -> None:
    facts = facts_of(
        "TASHKENT: Prime Minister Shehbaz Sharif arrived here on Tuesday on a two-day visit to Uzbekistan. Prime"
        " Minister of Uzbekistan Abdulla Aripov received him at the airport.",
        "PM Shehbaz arrives in Tashkent",
        date(2025, 2, 26),
    )
    assert [report.type for report in facts.reports] == ["visit"]
    assert [who.name for who in facts.reports[0].participants] == ["Shehbaz Sharif", "Abdulla Aripov"]


def test_a_signed_paper_is_an_event_and_an_agreement() -> None:
    facts = facts_of(
        "ISLAMABAD: Pakistan and Kazakhstan signed a protocol on cooperation in customs here on Monday.",
        "Pakistan, Kazakhstan sign customs protocol",
        date(2025, 6, 17),
    )
    assert only(facts, "agreement").date == "2025-06-16"
    assert [(paper.title, paper.status) for paper in facts.agreements] == [
        ("protocol on cooperation in customs", "signed")
    ]


def test_a_well_known_name_gives_its_office_as_of_that_day() -> None:
    text = "ISLAMABAD: Ishaq Dar met Uzbek Ambassador Alisher Tukhtaev here on Monday."
    offices = {
        year: next(
            who.office
            for report in facts_of(text, "Dar meets Uzbek envoy", date(year, 6, 17)).reports
            for who in report.participants
            if who.country == "PK"
        )
        for year in (2023, 2025)
    }
    assert offices == {
        2023: "Finance Minister of Pakistan",
        2025: "Deputy Prime Minister and Foreign Minister of Pakistan",
    }


def test_offices_are_told_with_the_body_or_the_state_that_the_article_names() -> None:
    facts = facts_of(
        "LAHORE: The Prosecutor General of Kazakhstan Berik Asylov met LCCI President Mian Abuzar Shad here on Tuesday."
        " Senior Vice President Khalid Usman was also present.",
        "Kazakh prosecutor general visits LCCI",
        date(2025, 6, 18),
    )
    assert {who.name: (who.country, who.office) for who in only(facts, "meeting").participants} == {
        "Berik Asylov": ("KZ", "Prosecutor General of Kazakhstan"),
        "Mian Abuzar Shad": ("PK", "President of the Lahore Chamber of Commerce and Industry"),
        "Khalid Usman": ("PK", "Senior Vice President of the Lahore Chamber of Commerce and Industry"),
    }


def test_the_known_holder_of_an_unnamed_office_is_a_participant_marked_as_inferred() -> None:
    facts = facts_of(
        "DUSHANBE: Prime Minister Shehbaz Sharif met the Tajik president here on Tuesday.",
        "PM Shehbaz meets Tajik president",
        date(2025, 6, 18),
    )
    marked = {who.name: who.inferred for who in only(facts, "meeting").participants}
    assert marked == {"Shehbaz Sharif": False, "Emomali Rahmon": True}
    (event,) = labelled("case", facts, ["0"])["events"]
    assert [who["name"] for who in event["participants"]] == ["Shehbaz Sharif"]


def test_a_language_that_is_not_read_is_not_guessed() -> None:
    facts = facts_of("Посол Узбекистана встретился с министром Пакистана.", "Встреча", date(2025, 6, 18), "ru")
    assert not facts.engagement.relevant
    assert facts.engagement.reasons == ("language ru is not read yet",)
    assert facts.reports == ()


def test_an_article_that_is_not_relevant_has_no_facts() -> None:
    facts = facts_of(
        "LAHORE: Pakistan beat Kazakhstan 3-0 in the volleyball championship. The match was watched by the ambassador.",
        "Pakistan beat Kazakhstan in volleyball final",
        date(2025, 6, 18),
    )
    assert not facts.engagement.relevant
    assert (facts.reports, facts.figures, facts.agreements) == ((), (), ())
