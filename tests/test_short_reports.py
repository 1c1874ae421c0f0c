"""Short reports of our own, of the kinds in which articles that nobody had labelled were misread: all their events."""

from __future__ import annotations

from datetime import date

import pytest

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


def test_a_call_is_news_although_the_sentence_goes_on_to_what_was_before() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif held a telephonic conversation with President Emomali Rahmon of Tajikistan on "
        "Tuesday and exchanged views on the follow-up to the talks held in Dushanbe last month."
    ) == ["call held 2025-06-17 None: Shehbaz Sharif, Emomali Rahmon"]


def test_the_visit_of_an_office_is_its_holders_and_not_that_of_who_speaks_of_it() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif spoke by telephone with Uzbek President Shavkat Mirziyoyev on Tuesday.\n\n"
        "The prime minister said that the upcoming visit of Chairman Senate to Uzbekistan would be useful."
    )[1:] == ["visit planned None None: "]


def test_who_has_come_for_an_assembly_that_is_yet_to_begin_has_come() -> None:
    assert events_of(
        "A Pakistani delegation led by Chairman Senate Syed Yousaf Raza Gilani arrived in Tashkent, Uzbekistan, "
        "to take part in the assembly of the union, scheduled to be held from June 21."
    ) == ["visit held 2025-06 Tashkent: Syed Yousaf Raza Gilani"]


def test_all_of_those_who_are_visiting_are_on_the_visit() -> None:
    assert "visit held 2025-06 Islamabad: Murat Nurtleu, Nurlan Sauranbayev" in events_of(
        "Kazakh Deputy Prime Minister Murat Nurtleu, accompanied by Minister of Transport Nurlan Sauranbayev, who "
        "are visiting Pakistan, met Federal Minister for Communications Abdul Aleem Khan on Tuesday."
    )


def test_who_receives_a_guest_is_not_where_the_guests_own_press_writes() -> None:
    assert events_of(
        "As part of his official visit, Kazakh Foreign Minister Murat Nurtleu met with the Prime Minister of Pakistan "
        "Shehbaz Sharif on Tuesday.",
        where="ASTANA",
    ) == ["meeting held 2025-06-17 None: Murat Nurtleu, Shehbaz Sharif"]


def test_who_meets_a_visiting_delegation_has_not_travelled() -> None:
    assert [
        event.split(":")[0]
        for event in events_of(
            "Speaker Sardar Ayaz Sadiq praised ties between Pakistan and Uzbekistan during a meeting with a visiting "
            "Uzbek parliamentary delegation on Tuesday."
        )
    ] == ["meeting held 2025-06-17 Islamabad"]


def test_a_visit_that_is_prepared_for_is_planned_and_has_not_the_day_of_the_preparation() -> None:
    assert events_of(
        "Pakistan and Kazakhstan signed a plan of action on Tuesday, while they were preparing for the visit of "
        "President Kassym-Jomart Tokayev to Islamabad later this year."
    ) == [
        "visit planned None Islamabad: Kassym-Jomart Tokayev",
        "agreement held 2025-06-17 Islamabad: ",
    ]


def test_papers_that_were_signed_are_signed_whatever_they_will_bring() -> None:
    assert "agreement held 2025-06-17 Islamabad: " in events_of(
        "He said numerous memorandums between Pakistan and Tajikistan were signed on Tuesday, and will be useful."
    )


def test_the_day_of_a_session_is_told_of_the_meeting() -> None:
    assert events_of(
        "The fourth session of the Pakistan-Kyrgyzstan intergovernmental commission was held in Bishkek. The meeting "
        "held on June 16 was about energy.",
    ) == ["forum held 2025-06-16 Bishkek: "]


def test_a_visit_to_a_minister_at_his_office_is_a_meeting() -> None:
    assert events_of(
        "The Ambassador of Kazakhstan to Pakistan, Yerzhan Kistafin, visited Federal Minister for Commerce Jam Kamal "
        "Khan at his office on Tuesday."
    ) == ["meeting held 2025-06-17 Islamabad: Yerzhan Kistafin, Jam Kamal Khan"]


def test_a_welcome_ceremony_belongs_to_the_visit() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif arrived in Tashkent on Tuesday on a visit to Uzbekistan.\n\n"
        "A welcome ceremony was held at the palace."
    ) == ["visit held 2025-06-17 Tashkent: Shehbaz Sharif"]


def test_whose_visit_is_praised_beside_talks_is_on_a_visit() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif and Kazakh President Kassym-Jomart Tokayev held talks on Tuesday.\n\n"
        "The prime minister said Tokayev's visit was the first by a Kazakh president in years."
    ) == [
        "meeting held 2025-06-17 Islamabad: Shehbaz Sharif, Kassym-Jomart Tokayev",
        "visit held 2025-06 Islamabad: Kassym-Jomart Tokayev",
    ]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "Consul General Kazakhstan Rao Khalid Khan met Punjab Governor Sardar Saleem Haider Khan on Tuesday.",
            "Consul General of Kazakhstan",
        ),
        (
            "Ambassador of Kazakhstan Yerzhan Kistafin visited the Gujrat Chamber of Commerce on Tuesday and met "
            "President Amjad Farooq.",
            "President",
        ),
        (
            "Ambassador of Uzbekistan Alisher Tukhtaev met Advisor President FPCCI Sohail Altaf on Tuesday.",
            "Adviser to the President of Federation of Pakistan Chambers of Commerce and Industry",
        ),
        (
            "Ambassador of Uzbekistan Alisher Tukhtaev met Adviser for Commerce Razak Dawood on Tuesday.",
            "Adviser for Commerce",
        ),
    ],
)
def test_offices_as_pakistans_press_writes_them(text: str, office: str) -> None:
    article = article_from_text(
        f"LAHORE: {text}", outlet="a", published=date(2025, 6, 18), title="News", zone="Asia/Karachi", language="en"
    )
    assert office in [who.office for report in read_facts(article).reports for who in report.participants]


def test_talks_on_a_tour_of_other_states_are_not_with_the_guest_of_the_day() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif and Uzbek Foreign Minister Bakhtiyor Saidov met in Islamabad on Tuesday.\n\n"
        "During his visit to Turkiye, Iran and Azerbaijan, the prime minister plans to hold broad talks."
    ) == ["meeting held 2025-06-17 Islamabad: Shehbaz Sharif, Bakhtiyor Saidov"]


def test_the_summit_for_which_someone_travels_is_no_forum_of_the_two_sides() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif arrived in Astana, Kazakhstan, on Wednesday to attend the annual meeting "
        "of the Council of Heads of State of the Shanghai Cooperation Organisation and the Summit of the Conference on "
        "Interaction and Confidence Building Measures in Asia."
    ) == ["visit held 2025-06-18 Astana: Shehbaz Sharif"]


def test_what_two_discussed_by_telephone_is_no_meeting_beside_the_call() -> None:
    assert events_of(
        "Foreign Minister Ishaq Dar and Foreign Minister of Uzbekistan Bakhtiyor Saidov on Tuesday discussed ties and "
        "all matters of mutual interest.\n\nDar congratulated his counterpart in a telephone conversation on Tuesday."
    ) == ["call held 2025-06-17 None: Ishaq Dar, Bakhtiyor Saidov"]


def test_receptions_in_other_words_are_no_meetings_either() -> None:
    arrival = "Foreign Minister of Uzbekistan Bakhtiyor Saidov arrived in Islamabad on Tuesday on a two-day visit.\n\n"
    for reception in (
        "On arrival, he was received by Foreign Minister Ishaq Dar.",
        "“He was welcomed by Foreign Minister Ishaq Dar and other officials,” the statement reads.",
        "The Foreign Minister was received by Director General of the Ministry of Foreign Affairs Aizaz Khan.",
    ):
        assert [event.split(":")[0] for event in events_of(arrival + reception)] == ["visit held 2025-06-17 Islamabad"]


def test_talks_at_which_both_will_discuss_something_are_still_to_come() -> None:
    assert events_of(
        "Prime Minister Shehbaz Sharif will visit Tashkent on June 25.\n\nDuring his meeting with Uzbek President "
        "Shavkat Mirziyoyev, both leaders will discuss trade."
    )[1:] == ["meeting planned 2025-06 Tashkent: Shavkat Mirziyoyev, Shehbaz Sharif"]


def test_visits_that_are_only_asked_for_or_looked_back_on_are_none() -> None:
    assert [
        event
        for event in events_of(
            "Ambassador of Uzbekistan Alisher Tukhtaev met Minister for Industries Haroon Akhtar Khan on Tuesday.\n\n"
            "He conveyed the invitation of President of Uzbekistan Shavkat Mirziyoyev for Prime Minister Muhammad "
            "Shehbaz Sharif to undertake an official visit to Uzbekistan at his earliest convenience.\n\n"
            "He wanted to speed up what was agreed during Prime Minister Shehbaz Sharif's visit to Uzbekistan."
        )
        if event.startswith("visit")
    ] == []


def test_the_day_of_talks_about_a_forthcoming_visit_is_not_the_visits_nor_the_other_way_round() -> None:
    assert events_of(
        "Minister for Industries Haroon Akhtar Khan on Tuesday met the Ambassador of Uzbekistan Alisher Tukhtaev and "
        "discussed his forthcoming visit to Uzbekistan."
    ) == [
        "meeting held 2025-06-17 Islamabad: Haroon Akhtar Khan, Alisher Tukhtaev",
        "visit planned None None: Haroon Akhtar Khan",
    ]
    assert "meeting held 2025-06-18 Islamabad: Abdul Aleem Khan, Yerzhan Kistafin" in events_of(
        "During his meeting with Federal Minister for Communications Abdul Aleem Khan, Ambassador of Kazakhstan "
        "Yerzhan Kistafin shared that the President of Kazakhstan will undertake a visit to Pakistan in November."
    )


def test_a_president_of_whom_an_envoy_speaks_at_a_chamber_is_not_there() -> None:
    assert [
        event
        for event in events_of(
            "President of Kazakhstan Kassym-Jomart Tokayev will visit Pakistan, Ambassador of Kazakhstan Yerzhan "
            "Kistafin said on Tuesday during his visit to the Islamabad Chamber of Commerce."
        )
        if event.startswith("meeting")
    ] == ["meeting held 2025-06-17 Islamabad: Yerzhan Kistafin"]


def test_a_president_to_whom_thanks_go_was_not_at_the_meeting() -> None:
    assert events_of(
        "Foreign Minister of Turkmenistan Rashid Meredov met President Asif Ali Zardari on Tuesday.\n\nDuring the "
        "meeting, Asif Ali Zardari expressed his respect and appreciation to President of Turkmenistan Serdar "
        "Berdimuhamedov for what he had done."
    ) == ["meeting held 2025-06-17 Islamabad: Rashid Meredov, Asif Ali Zardari"]


def test_offices_of_both_sides_meet_though_nobody_is_named_and_a_third_states_city_is() -> None:
    assert events_of(
        "A meeting between the Deputy Minister of Foreign Affairs of Turkmenistan and the Minister of State for "
        "Foreign Affairs of Pakistan was held in Samarkand on Tuesday."
    ) == ["meeting held 2025-06-17 Samarkand: "]


def test_during_the_meeting_is_the_meeting_just_told_of_whomever_they_speak_of() -> None:
    assert events_of(
        "Foreign Minister of Turkmenistan Rashid Meredov met President Asif Ali Zardari on Tuesday.\n\nDuring the "
        "meeting, Asif Ali Zardari praised what President of Turkmenistan Serdar Berdimuhamedov had done."
    ) == ["meeting held 2025-06-17 Islamabad: Rashid Meredov, Asif Ali Zardari"]
