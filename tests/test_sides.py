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
