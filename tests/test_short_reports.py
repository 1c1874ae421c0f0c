"""Short reports of our own, of the kinds in which articles that nobody had labelled were misread: all their events."""

from __future__ import annotations

from datetime import date

from parsers.extract import read_facts
from parsers.plain import article_from_text

VISIT = (
    "President of Kazakhstan Kassym-Jomart Tokayev will arrive in Islamabad on June 25 on a two-day visit, "
    "the Foreign Office said on Wednesday.\n\n"
)


def events_of(text: str, title: str = "News", where: str = "ISLAMABAD") -> list[str]:
    """Each event as "type status day place: names", in the order of the text."""
    article = article_from_text(
        f"{where}, Jun 18 (APP): {text}",
        outlet="a",
        published=date(2025, 6, 18),
        title=title,
        zone="Asia/Karachi",
        language="en",
    )
    return [
        f"{report.type} {report.status} {report.date} {report.place}: "
        + ", ".join(who.name for who in report.participants)
        for report in read_facts(article).reports
    ]


def test_who_will_meet_two_and_address_a_forum_meets_each_and_is_alone_at_the_forum() -> None:
    assert events_of(
        f"{VISIT}During his stay, he will call on President Asif Ali Zardari, hold delegation-level talks with "
        "Prime Minister Shehbaz Sharif and address the Pakistan-Kazakhstan Business Forum."
    ) == [
        "visit planned 2025-06-25 Islamabad: Kassym-Jomart Tokayev",
        "meeting planned 2025-06 Islamabad: Kassym-Jomart Tokayev, Asif Ali Zardari",
        "meeting planned 2025-06 Islamabad: Kassym-Jomart Tokayev, Shehbaz Sharif",
        "forum planned 2025-06 Islamabad: Kassym-Jomart Tokayev",
    ]


def test_papers_that_will_be_signed_on_a_visit_are_planned_for_its_month() -> None:
    assert events_of(f"{VISIT}A number of agreements and MoUs will also be signed.")[1:] == [
        "agreement planned 2025-06 Islamabad: "
    ]


def test_papers_that_will_be_signed_soon_have_no_month() -> None:
    assert events_of(f"{VISIT}He said an agreement on trade between the two countries will be signed soon.")[1:] == [
        "agreement planned None Islamabad: "
    ]


def test_heads_of_state_houses_and_government_in_a_list_are_met_one_by_one() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif will visit Dushanbe from June 25, the Foreign Office said.\n\n"
        "The prime minister will meet President Emomali Rahmon, Speaker Mahmadtoir Zokirzoda and Prime Minister "
        "Kokhir Rasulzoda."
    )[1:] == [
        "meeting planned 2025-06 Dushanbe: Shehbaz Sharif, Emomali Rahmon",
        "meeting planned 2025-06 Dushanbe: Shehbaz Sharif, Mahmadtoir Zokirzoda",
        "meeting planned 2025-06 Dushanbe: Shehbaz Sharif, Kokhir Rasulzoda",
    ]


def test_a_guest_who_is_received_where_he_arrives_has_had_no_meeting_yet() -> None:
    assert events_of(
        "Uzbek President Shavkat Mirziyoyev reached Islamabad on Wednesday, where he was received by Prime Minister "
        "Shehbaz Sharif and President Asif Ali Zardari."
    ) == ["visit held 2025-06-18 Islamabad: Shavkat Mirziyoyev"]
    assert [
        event.split()[0]
        for event in events_of(
            "Prime Minister Shehbaz Sharif arrived here on Wednesday. Tajik Prime Minister Kokhir Rasulzoda received "
            "the prime minister, who is accompanied by Foreign Minister Ishaq Dar.",
            where="DUSHANBE",
        )
    ] == ["visit"]


def test_a_guest_who_is_received_at_an_office_has_a_meeting() -> None:
    assert "meeting held 2025-06-18 Islamabad: Shehbaz Sharif, Bakhtiyor Saidov" in events_of(
        "Prime Minister Shehbaz Sharif on Wednesday received Uzbek Foreign Minister Bakhtiyor Saidov, who arrived "
        "in Islamabad on Tuesday, at the Prime Minister's House."
    )


def test_the_meeting_of_a_council_of_ministers_is_no_meeting_of_who_praises_it() -> None:
    assert (
        events_of(
            "Ambassador of Tajikistan Yusuf Sharifzoda said on Wednesday that it had been a success.",
            "Tajik Envoy Hails ECO Council Of Ministers Meeting In Pakistan",
        )
        == []
    )


def test_what_happens_after_the_signing_of_a_paper_that_will_be_signed_is_no_signing() -> None:
    assert events_of(
        "Ambassador of Kazakhstan Yerzhan Kistafin met Federal Minister for Commerce Jam Kamal Khan on Tuesday.\n\n"
        "The academy will sign a memorandum of understanding with a museum in Kazakhstan. After the signing of the MoU "
        "artists from both countries will visit each other."
    ) == [
        "meeting held 2025-06-17 Islamabad: Yerzhan Kistafin, Jam Kamal Khan",
        "agreement planned None None: ",
    ]


def test_a_conference_that_is_being_prepared_for_next_month_is_planned() -> None:
    assert events_of(
        "Ambassador of Kazakhstan Yerzhan Kistafin met Federal Minister for Commerce Jam Kamal Khan on Tuesday.\n\n"
        "He said Kazakhstan was preparing to organise a conference of exporters of the two countries next month."
    )[1:] == ["forum planned 2025-07 None: "]


def test_both_leaders_at_a_signing_are_those_of_whom_was_told() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif held talks with Uzbek President Shavkat Mirziyoyev on Tuesday.\n\n"
        "Both leaders witnessed the signing of agreements on trade and transport between the two countries."
    )[1:] == ["agreement held 2025-06-17 Islamabad: Shehbaz Sharif, Shavkat Mirziyoyev"]
