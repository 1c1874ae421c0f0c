"""Names in reports mean people and bodies, by name, side and office on that day; nobody where that is not certain."""

from __future__ import annotations

import json
import random
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import psycopg2
import pytest
from typer.testing import CliRunner

import cli
from items import Unusable
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, person, report
from warehouse.lexicon import keep_in_step
from warehouse.people import Decision, detail, found, merge, rename, review, split, undecided
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
    story("4", ("Rehan Ali Swati", "PK", None), GUEST, date="2025-07-20"),
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
    "Rehan Ali Swati": "Rehan Ali Swati",
    "Rehan Swati": "Rehan Ali Swati",
    "Rehan Tiwana": "Rehan Tiwana",
    "Rehan Swati Tiwana": None,
    "Jamal Durrani": None,
    "Sherzod Nizomow": "Sherzod Nizomov",
    "Nizamov": "Sherzod Nizomov",
}
MET = ["Botir Salimov", "Kamran Bashir Qazi", "Rehan Ali Swati", "Rehan Tiwana"]
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


# --- what analysts decide ---------------------------------------------------------------------------------------------


def decided(newsroom, why="the embassy says so"):
    return Decision(by="analyst", reason=why, now=NOW)


def id_of(newsroom, name):
    [(who,)] = newsroom.ask("select person_id from analysis.people where name = %s", name)
    return who


def test_a_merge_leaves_a_redirect_and_later_spellings_follow_it(newsroom):
    bare = ("Botir S. Yuldashev", "UZ", GUEST[2])
    ids = newsroom.publish(story("1", GUEST, HOST), story("2", bare, HOST, date="2025-07-20"))
    resolve(newsroom.connection, NOW)
    stays, goes = id_of(newsroom, GUEST[0]), id_of(newsroom, bare[0])
    merge(newsroom.connection, stays, [goes], decided(newsroom))
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select merged_into from core.people where party_id = %s", goes) == [(stays,)]
    assert meanings(newsroom)[bare[0]] == GUEST[0]
    newsroom.read(ids[1], story("2", ("Botir Yoldashev", "UZ", None), HOST, date="2025-07-20"), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert meanings(newsroom)["Botir Yoldashev"] == GUEST[0]
    assert {
        who for (who,) in newsroom.ask("select person_id from analysis.event_participants where country = 'UZ'")
    } == {stays}
    with pytest.raises(Unusable, match=f"was merged into {stays}"):
        rename(newsroom.connection, goes, "Another", decided(newsroom))


def test_a_name_that_was_taken_away_stays_away(newsroom):
    other = ("Botyr Salimov", "UZ", "Counsellor of the Embassy of Uzbekistan")
    told_twice = (story("1", GUEST, HOST), story("2", other, HOST, date="2025-07-20"))
    ids = newsroom.publish(*told_twice)
    resolve(newsroom.connection, NOW)
    who = id_of(newsroom, "Botir Salimov")
    new = split(newsroom.connection, who, other[0], decided(newsroom))
    resolve(newsroom.connection, NOW)
    assert meanings(newsroom) == {GUEST[0]: GUEST[0], HOST[0]: HOST[0], other[0]: other[0]}
    for page_id, it in zip(ids, told_twice, strict=True):
        newsroom.read(page_id, replace(it, published_at=MORNING - timedelta(hours=1)), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert id_of(newsroom, other[0]) == new
    assert id_of(newsroom, GUEST[0]) == who
    assert meanings(newsroom)[GUEST[0]] == GUEST[0]


def test_two_of_one_name_are_told_apart_by_the_office_in_which_one_was_split_off(newsroom):
    customs = "Director General of Customs"
    newsroom.publish(
        story("1", ("Asif Rehan Tiwana", "PK", "Member of the National Assembly"), GUEST),
        story("2", ("Asif Rehan Tiwana", "PK", customs), GUEST, date="2025-07-20"),
    )
    resolve(newsroom.connection, NOW)
    who = id_of(newsroom, "Asif Rehan Tiwana")
    new = split(newsroom.connection, who, "Asif Rehan Tiwana", decided(newsroom), office=customs)
    newsroom.publish(
        story("3", ("Aseef Rehan Tiwana", "PK", customs), GUEST, date="2025-07-21"),
        story("4", ("Asif Rehan Tiwana", "PK", None), GUEST, date="2025-07-22"),
    )
    resolve(newsroom.connection, NOW)
    rows = newsroom.ask(
        "select event_date::text, person_id from core.report_participants join core.event_reports using (report_id) "
        "where name ~ 'Tiwana' order by 1"
    )
    assert rows == [("2025-07-20", new), ("2025-07-21", new), ("2025-07-22", None), ("2025-08-01", who)]
    assert [row["name"] for row in undecided(newsroom.connection)] == ["Asif Rehan Tiwana"]


def test_a_new_name_stands_in_events_and_survives_new_spellings(newsroom):
    newsroom.publish(story("1", GUEST, HOST))
    resolve(newsroom.connection, NOW)
    who = id_of(newsroom, GUEST[0])
    rename(newsroom.connection, who, "Botirjon Salimov", decided(newsroom))
    newsroom.publish(
        *(story(str(n), ("Botyr Salimov", "UZ", None), HOST, date=f"2025-07-1{n}") for n in range(2, 5)),
        story("9", ("Botir Salimov", "UZ", None), HOST, date="2025-07-19"),
    )
    resolve(newsroom.connection, NOW)
    names = newsroom.ask("select distinct name, person_id from analysis.event_participants where country = 'UZ'")
    assert names == [("Botirjon Salimov", who)]
    assert newsroom.ask(
        "select (participant_list -> 0) ->> 'name' from analysis.events where event_date = '2025-07-12'"
    )


def test_who_was_reviewed_is_confirmed_and_the_decision_is_kept(newsroom):
    newsroom.publish(*STORIES)
    resolve(newsroom.connection, NOW)
    who = id_of(newsroom, GUEST[0])
    review(newsroom.connection, who, decided(newsroom))
    assert who not in [row["id"] for row in found(newsroom.connection, None, unreviewed=True)]
    [row] = detail(newsroom.connection, who)["decisions"]
    assert (row["decision"], row["made_by"], row["reason"]) == ("review", "analyst", "the embassy says so")
    before = meanings(newsroom)
    resolve(newsroom.connection, NOW)
    assert meanings(newsroom) == before


def test_a_decision_about_nobody_says_what_to_do(newsroom):
    who = id_of(newsroom, "Wajid Kamal")
    for wrong, said in (
        (lambda: review(newsroom.connection, 4711, decided(newsroom)), "no person or body 4711: 'corridor people list"),
        (lambda: merge(newsroom.connection, who, [who], decided(newsroom)), "can't be merged with itself"),
        (lambda: split(newsroom.connection, who, "Nobody", decided(newsroom)), "is not called 'Nobody'. Known: Wajid"),
        (lambda: rename(newsroom.connection, who, "  ", decided(newsroom)), "can't be empty"),
    ):
        with pytest.raises(Unusable, match=said):
            wrong()


def test_the_commands_show_whom_they_decide_about(newsroom, database, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database.owner_url)

    def corridor(*words):
        return CliRunner().invoke(cli.app, ["people", *words], catch_exceptions=False).stdout

    newsroom.publish(*STORIES)
    resolve(newsroom.connection, NOW)
    [row] = json.loads(corridor("list", "salimov", "--json"))
    assert (row["name"], row["country"], row["is_unreviewed"], row["also"]) == (GUEST[0], "UZ", True, ["Botyr Salimov"])
    assert "Jamal Durrani" in corridor("review")
    assert GUEST[0] in corridor("list")
    corridor("review", str(row["id"]), "--because", "known to the embassy", "--by", "desk")
    shown = json.loads(corridor("show", str(row["id"]), "--json"))
    assert (shown["is_unreviewed"], shown["decisions"][0]["made_by"]) == (False, "desk")
    assert "decided  review" in corridor("show", str(row["id"]))
    open_names = json.loads(corridor("review", "--json"))["undecided"]
    assert [it["name"] for it in open_names[0]["candidates"]] == ["Nasir Jamal Durrani", "Yasir Jamal Durrani"]
