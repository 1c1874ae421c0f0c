"""Short reports of our own: what is part of a name, and of which state persons and forums are."""

from __future__ import annotations

from datetime import date

import pytest

from items import EventReport
from parsers.extract import read_facts
from parsers.plain import article_from_text


def reports_of(text: str) -> tuple[EventReport, ...]:
    article = article_from_text(
        f"ISLAMABAD, Jun 18 (APP): {text}",
        outlet="a",
        published=date(2025, 6, 18),
        title="News",
        zone="Asia/Karachi",
        language="en",
    )
    return read_facts(article).reports


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
