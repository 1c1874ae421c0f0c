"""Names in reports mean people and bodies, by name, side and office on that day; nobody where that is not certain."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import psycopg2
import pytest

from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, person, report
from warehouse.lexicon import keep_in_step
from warehouse.resolve import resolve

#: Two brothers, two ministers of one office one after the other, two of one family name; in the form of holders.csv.
HOLDERS = (
    ("Nasir Jamal Durrani", "PK", "Special Assistant to the Prime Minister on Industries", "2025-03", ""),
    ("Yasir Jamal Durrani", "PK", "Minister of Commerce of Pakistan", "2002-11-23", "2007-11-15"),
    ("Wajid Kamal", "PK", "Minister for Railways of Pakistan", "2022-04-19", "2025-02-28"),
    ("Hamid Kamal", "PK", "Minister for Railways of Pakistan", "2025-03-01", ""),
    ("Sherzod Nizomov", "UZ", "Minister of Transport of Uzbekistan", "2021", ""),
)
BODIES = (("KCC", "Karachi Chamber of Commerce", "PK"), ("LCC", "Lahore Chamber of Commerce", "PK"))
BOTH = "select name, printed from analysis.event_participants order by event_id, position"


def lists(holders=HOLDERS, bodies=BODIES):
    return (
        [
            {
                "name": name,
                "country": country,
                "office": office,
                "from": since,
                "to": until,
                "wikidata": "",
                "aliases": "",
            }
            for name, country, office, since, until in holders
        ],
        [{"short": short, "name": name, "country": country} for short, name, country in bodies],
    )


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        keep_in_step(connection, *lists(), NOW)
        yield Newsroom(connection)


def story(identity: str, *people, outlet: str = "gazette", **more) -> Story:
    return Story(outlet=outlet, identity=identity, reports=(report(*people, **more),))


def told(newsroom, *stories: Story):
    """What each name that the stories print is taken to mean."""
    newsroom.publish(*stories)
    resolve(newsroom.connection, NOW)
    return meanings(newsroom)


def meanings(newsroom):
    return dict(
        newsroom.ask(
            "select participants.name, parties.name from core.report_participants as participants "
            "left join core.parties as parties on party_id = coalesce(person_id, body_id) order by report_id, position"
        )
    )


def people(newsroom):
    return newsroom.ask("select name, country, is_unreviewed from analysis.people order by 1, 2")


def test_a_spelling_of_a_known_name_means_its_bearer_and_the_event_says_so(newsroom):
    found = told(newsroom, story("1", ("Sherzad Nizamov", "UZ", None), HOST))
    assert found == {"Sherzad Nizamov": "Sherzod Nizomov", HOST[0]: HOST[0]}
    assert newsroom.ask(BOTH) == [("Sherzod Nizomov", "Sherzad Nizamov"), (HOST[0], HOST[0])]
    [(who, score, reason)] = newsroom.ask(
        "select person_id, who_score, who_reason from core.report_participants where name = 'Sherzad Nizamov'"
    )
    assert newsroom.ask(f"select name from analysis.people where person_id = {who}") == [("Sherzod Nizomov",)]
    assert 0.85 <= score < 1
    assert reason == "the name is like Sherzod Nizomov, the side is UZ"


def test_brothers_are_two(newsroom):
    found = told(
        newsroom,
        story("1", ("Nasir Jamal Durrani", "PK", None), GUEST),
        story("2", ("Yasir Jamal Durani", "PK", None), GUEST, date="2025-07-30"),
        story("3", ("Qasim Jamal Durrani", "PK", None), GUEST, date="2025-07-29"),
    )
    assert found["Yasir Jamal Durani"] == "Yasir Jamal Durrani"
    assert found["Qasim Jamal Durrani"] == "Qasim Jamal Durrani"


def test_what_fits_two_means_neither_and_both_are_named(newsroom):
    assert told(newsroom, story("1", ("Jamal Durrani", "PK", None), GUEST))["Jamal Durrani"] is None
    [(reason, candidates)] = newsroom.ask(
        "select who_reason, who_candidates from core.report_participants where name = 'Jamal Durrani'"
    )
    assert reason == (
        "the name alone does not tell whether it is Nasir Jamal Durrani or Yasir Jamal Durrani, and no office is said"
    )
    assert len(candidates) == 2
    assert ("Jamal Durrani",) not in newsroom.ask("select name from analysis.people")


def test_the_office_on_that_day_tells_two_of_one_name_apart(newsroom):
    minister = "Federal Minister for Railways"
    found = newsroom.publish(
        story("1", ("Jamal Durrani", "PK", "Special Assistant to the Prime Minister"), GUEST),
        story("2", ("Kamal", "PK", minister), GUEST, date="2025-01-30"),
        story("3", ("Kamal", "PK", minister), GUEST, date="2025-07-30"),
        story("4", ("Kamal", "PK", None), GUEST, date="2025-07-20"),
        story("5", ("Kamal", "PK", "Minister for Aviation"), GUEST, date="2025-07-21"),
    )
    resolve(newsroom.connection, NOW)
    rows = newsroom.ask(
        "select reports.page_id, parties.name, participants.who_reason from core.report_participants as participants "
        "join core.event_reports as reports using (report_id) "
        "left join core.parties as parties on party_id = person_id where participants.position = 0"
    )
    by_story = {found.index(page_id) + 1: (name, reason) for page_id, name, reason in rows}
    assert by_story[1][0] == "Nasir Jamal Durrani"
    assert by_story[2][0] == "Wajid Kamal"
    assert by_story[3][0] == "Hamid Kamal"
    assert by_story[4] == (None, "a family name alone tells nobody")
    assert by_story[5] == (None, "nobody of that name was Minister for Aviation on 2025-07-21")
    assert "on 2025-01-30" in by_story[2][1]


def test_a_name_that_fits_nobody_is_a_new_unreviewed_person_with_all_its_spellings(newsroom):
    found = told(
        newsroom,
        story("1", GUEST, HOST),
        story("2", ("Botyr Salimov", "UZ", GUEST[2]), HOST, outlet="courier"),
        story("3", ("Salimov", "UZ", "Ambassador of Uzbekistan"), HOST, outlet="herald"),
        story("4", ("Rashidov", "UZ", "Counsellor"), HOST, date="2025-07-12"),
    )
    assert found["Botyr Salimov"] == found["Salimov"] == found["Botir Salimov"]
    assert found["Rashidov"] is None
    assert (found["Botir Salimov"], "UZ", True) in people(newsroom)
    assert newsroom.ask(
        "select office, since::text, until::text, source, reports from analysis.offices_held where country = 'UZ' "
        "and source = 'report'"
    ) == [(GUEST[2], "2025-08-01", "2025-08-01", "report", 2)]


def test_another_side_is_another_person(newsroom):
    found = told(newsroom, story("1", ("Sherzod Nizomov", "TJ", "Minister of Transport of Tajikistan"), HOST))
    assert found["Sherzod Nizomov"] == "Sherzod Nizomov"
    assert [row for row in people(newsroom) if row[0] == "Sherzod Nizomov"] == [
        ("Sherzod Nizomov", "TJ", True),
        ("Sherzod Nizomov", "UZ", False),
    ]


def test_a_body_is_known_by_its_short_and_its_long_name(newsroom):
    long, short, other = (
        Story(
            outlet="gazette",
            identity=str(number),
            reports=(replace(report(GUEST, date=f"2025-07-{number}"), participants=(body,)),),
        )
        for number, body in enumerate(
            (
                person("Chamber of Commerce, Karachi", "PK", kind="body"),
                person("KCC", "PK", kind="body"),
                person("Chamber of Commerce of Multan", "PK", kind="body"),
            ),
            11,
        )
    )
    found = told(newsroom, long, short, other)
    assert found["Chamber of Commerce, Karachi"] == found["KCC"] == "Karachi Chamber of Commerce"
    assert found["Chamber of Commerce of Multan"] == "Chamber of Commerce of Multan"
    assert newsroom.ask("select name, is_unreviewed from analysis.bodies where is_unreviewed") == [
        ("Chamber of Commerce of Multan", True)
    ]


STORIES = (
    story("1", GUEST, HOST),
    story("2", ("Botyr Salimov", None, GUEST[2]), HOST, outlet="courier"),
    story("3", ("Salimov", "UZ", "Ambassador of Uzbekistan"), HOST, outlet="herald"),
    story("4", ("Ali Rehan Swati", "PK", None), GUEST, date="2025-07-20"),
    story("5", ("Rehan Swati", "PK", None), GUEST, date="2025-07-21"),
    story("6", ("Rehan Tiwana", "PK", None), GUEST, date="2025-07-22"),
    story("7", ("Rehan Swati Tiwana", "PK", None), GUEST, date="2025-07-23"),
    story("8", ("Jamal Durrani", "PK", None), GUEST, date="2025-07-24"),
    story("9", ("K. B. Qazi", "PK", HOST[2]), GUEST, outlet="herald"),
    story("10", ("Sherzod Nizomow", "UZ", None), HOST, date="2025-07-25"),
    story("11", ("Nizamov", "UZ", "Transport Minister"), HOST, date="2025-07-26"),
)


MEANT = {
    "Botir Salimov": "Botir Salimov",
    "Botyr Salimov": "Botir Salimov",
    "Salimov": "Botir Salimov",
    "Kamran Bashir Qazi": "Kamran Bashir Qazi",
    "K. B. Qazi": "Kamran Bashir Qazi",
    "Ali Rehan Swati": "Ali Rehan Swati",
    "Rehan Swati": "Ali Rehan Swati",
    "Rehan Tiwana": "Rehan Tiwana",
    "Rehan Swati Tiwana": None,
    "Jamal Durrani": None,
    "Sherzod Nizomow": "Sherzod Nizomov",
    "Nizamov": "Sherzod Nizomov",
}
MET = ["Ali Rehan Swati", "Botir Salimov", "Kamran Bashir Qazi", "Rehan Tiwana"]
SHOWN = [
    ("Botir Salimov", GUEST[2], date(2025, 7, 20), date(2025, 8, 1), 8),
    ("Kamran Bashir Qazi", HOST[2], date(2025, 7, 25), date(2025, 8, 1), 5),
]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_does_not_decide_who_is_who(newsroom, seed):
    chance = random.Random(seed)
    for it in chance.sample(STORIES, len(STORIES)):
        newsroom.publish(it)
        if chance.random() < 0.7:
            resolve(newsroom.connection, NOW)
    resolve(newsroom.connection, NOW)
    assert meanings(newsroom) == MEANT
    assert [name for name, _, unreviewed in people(newsroom) if unreviewed] == MET
    assert (
        newsroom.ask(
            "select name, office, since, until, reports from analysis.offices_held where source = 'report' order by 1"
        )
        == SHOWN
    )


def test_reading_again_keeps_who_is_who(newsroom):
    ids = newsroom.publish(*STORIES)
    resolve(newsroom.connection, NOW)
    before = newsroom.ask("select person_id, name, spellings from analysis.people order by 1")
    for page_id, it in zip(ids, STORIES, strict=True):
        moved = replace(it, published_at=MORNING - timedelta(hours=1))
        newsroom.read(page_id, moved, reader_version=2)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select person_id, name, spellings from analysis.people order by 1") == before


def test_a_person_whom_no_report_names_any_more_is_withdrawn(newsroom):
    [page_id] = newsroom.publish(STORIES[0])
    resolve(newsroom.connection, NOW)
    newsroom.read(page_id, story("1", HOST, ("Anvar Yusupov", "UZ", GUEST[2])), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert [name for name, _, unreviewed in people(newsroom) if unreviewed] == ["Anvar Yusupov", HOST[0]]


def test_identifying_again_writes_nothing(newsroom):
    newsroom.publish(*STORIES)
    resolve(newsroom.connection, NOW)
    before = newsroom.tables("core")
    assert not keep_in_step(newsroom.connection, *lists(), NOW)
    resolve(newsroom.connection, NOW + timedelta(hours=1))
    assert newsroom.tables("core") == before


def test_whoever_comes_into_the_lexicon_keeps_his_id(newsroom):
    newsroom.publish(*STORIES)
    resolve(newsroom.connection, NOW)
    [(before,)] = newsroom.ask("select person_id from analysis.people where name = %s", GUEST[0])
    more = (*HOLDERS, (GUEST[0], "UZ", GUEST[2], "2024-10-06", ""))
    assert keep_in_step(newsroom.connection, *lists(more), NOW)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select person_id, is_unreviewed from analysis.people where name = %s", GUEST[0]) == [
        (before, False)
    ]
    assert keep_in_step(newsroom.connection, *lists(), NOW)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select person_id, is_unreviewed from analysis.people where name = %s", GUEST[0]) == [
        (before, True)
    ]


def test_a_resolving_that_fails_leaves_nobody_half_identified(newsroom):
    newsroom.publish(*STORIES)
    before = newsroom.tables("core")
    with pytest.raises(psycopg2.Error):
        resolve(newsroom.connection, "no moment at all")  # type: ignore[arg-type]
    assert newsroom.tables("core") == before
