"""Short reports of our own: what is part of a name, and of which state persons and forums are."""

from __future__ import annotations

from datetime import date

import pytest

from items import Article, EventReport
from parsers.extract import read_facts
from parsers.plain import article_from_text
from warehouse.occasions import sides_of
from warehouse.reports import contents


def article_of(text: str) -> Article:
    return article_from_text(
        f"ISLAMABAD, Jun 18 (APP): {text}",
        outlet="a",
        published=date(2025, 6, 18),
        title="News",
        zone="Asia/Karachi",
        language="en",
    )


def reports_of(text: str) -> tuple[EventReport, ...]:
    return read_facts(article_of(text)).reports


def named(report: EventReport) -> list[str]:
    return [who.name for who in report.participants]


@pytest.mark.parametrize(
    "form", ["H.E", "H. E", "H.E.", "H.E. Mr.", "H.E Mr", "HE", "His Excellency Mr.", "Hon'ble", "Hon’ble", "Madam"]
)
def test_a_form_of_address_is_no_part_of_a_name(form: str) -> None:
    for guest in (f"{form} Emomali Rahmon, President of Tajikistan", f"President of Tajikistan {form} Emomali Rahmon"):
        (report,) = reports_of(f"Prime Minister Shehbaz Sharif met {guest}.")
        assert named(report) == ["Shehbaz Sharif", "Emomali Rahmon"]


def sides_of_all(text: str) -> dict[str, str | None]:
    return {who.name: who.country for report in reports_of(text) for who in report.participants}


def test_who_is_known_to_hold_an_office_is_not_of_the_state_whose_holder_was_spoken_of() -> None:
    assert sides_of_all(
        "Uzbek President Shavkat Mirziyoyev arrived in Islamabad on Wednesday on a two-day visit.\n\n"
        "The Uzbek president was received at the airport by the federal minister.\n\n"
        "On Thursday, Prime Minister Shehbaz Sharif and President Zardari will hold talks with Mirziyoyev."
    ) == {"Shavkat Mirziyoyev": "UZ", "Shehbaz Sharif": "PK", "Zardari": "PK"}
    assert sides_of_all(
        "The Tajik energy minister arrived in Islamabad on Wednesday on a two-day visit.\n\n"
        "Minister Leghari met Daler Juma, the Minister of Energy and Water Resources of Tajikistan, on Wednesday."
    ) == {"Daler Juma": "TJ", "Leghari": "PK"}


def test_whom_an_official_meets_does_not_hold_his_office() -> None:
    assert sides_of_all(
        "The Tajik energy minister arrived in Islamabad on Wednesday on a two-day visit.\n\n"
        "The Tajik energy minister met Minister Kamran Bashir Qazi on Wednesday."
    ) == {"Kamran Bashir Qazi": "PK"}


def test_the_minister_of_whom_was_told_still_has_his_office_and_state() -> None:
    assert sides_of_all(
        "The Uzbek trade minister arrived in Islamabad on Wednesday on a two-day visit.\n\n"
        "The minister, Botir Salimov, met Commerce Minister Jam Kamal on Wednesday."
    ) == {"Botir Salimov": "UZ", "Jam Kamal": "PK"}


TWO = "Pakistan wants more trade with Kazakhstan and Uzbekistan, the ministry of commerce said on Wednesday.\n\n"


def states_told(text: str) -> list[tuple[str, ...]]:
    return [report.states for report in reports_of(TWO + text) if report.type == "forum"]


def test_a_forum_is_of_the_states_in_its_name() -> None:
    assert states_told(
        "The Uzbekistan-Pakistan Business Forum will be held in Islamabad on July 5.\n\n"
        "The first session of the Pak-Kazakh Joint Working Group was held in Astana on Tuesday."
    ) == [("UZ",), ("KZ",)]
    assert states_told(
        "The Pakistan – Kazakhstan Business Forum will be held in Islamabad on July 5, and exporters from Uzbekistan "
        "will watch it."
    ) == [("KZ",)]


def test_forums_named_for_two_states_are_two() -> None:
    assert states_told(
        "The Uzbekistan-Pakistan Business Forum will be held in Islamabad on July 5.\n\n"
        "The Kazakhstan-Pakistan Business Forum will be held in Islamabad on July 8."
    ) == [("UZ",), ("KZ",)]


def test_a_forum_without_a_name_is_of_the_states_in_its_sentence() -> None:
    assert states_told(
        "Officials of Pakistan and Uzbekistan held a conference on transit in Islamabad on Tuesday."
    ) == [("UZ",)]


def test_of_which_states_a_forum_is_that_says_none_or_the_whole_region_is_not_known() -> None:
    assert states_told("A conference on transit was held in Islamabad on Tuesday.") == [()]
    assert states_told(
        "Exporters from Uzbekistan came to the Pakistan-Central Asia Business Forum held on Tuesday."
    ) == [()]


def test_each_visit_of_a_tour_is_of_the_state_to_which_it_goes() -> None:
    reports = reports_of(
        "Foreign Minister Ishaq Dar left on Wednesday for a tour of Tajikistan, Uzbekistan and Turkmenistan.\n\n"
        "Foreign Minister Ishaq Dar arrived in Dushanbe on Wednesday on a visit to Tajikistan.\n\n"
        "He will visit Uzbekistan on June 20."
    )
    assert {(report.place, report.states) for report in reports if report.type == "visit" and report.place} == {
        ("Dushanbe", ("TJ",))
    }


def test_the_sides_of_a_forum_are_all_states_of_the_article_only_where_it_says_none_of_its_own() -> None:
    assert sides_of(("KZ", "UZ"), ["PK"], ["UZ"]) == ("PK", "UZ")
    assert sides_of(("KZ", "UZ"), ["PK"]) == ("KZ", "PK", "UZ")
    assert sides_of(("KZ", "UZ"), ["PK", "KZ"], ["UZ"]) == ("KZ", "PK")


def test_the_warehouse_keeps_the_sides_that_a_forum_says() -> None:
    article = article_of(f"{TWO}The Uzbekistan-Pakistan Business Forum will be held in Islamabad on July 5.")
    facts = read_facts(article)
    assert facts.engagement.countries == ("KZ", "UZ")
    assert [content["sides"] for content in contents(article, facts, "1")] == [["PK", "UZ"]]
