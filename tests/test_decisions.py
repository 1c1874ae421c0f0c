"""What analysts decide about events holds in every later resolving, also after rereads, until it is undone."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import psycopg2
import pytest

import cli
from items import Unusable
from tests.stories import GUEST, MORNING, NOW, Newsroom, Story, report, talks
from warehouse import deciding
from warehouse.decisions import Decision, decided
from warehouse.resolve import resolve

SAY = deciding.Say(by="mina", why="I was there", now=NOW)
FIRST = Story(outlet="gazette", identity="1", reports=(talks(),))
SECOND = Story(outlet="courier", identity="7", reports=(talks(),), published_at=MORNING + timedelta(hours=1))
THIRD = Story(outlet="herald", identity="3", reports=(talks(),), published_at=MORNING + timedelta(hours=2))
NEXT_DAY = Story(
    outlet="herald", identity="4", reports=(talks(date="2025-08-02"),), published_at=MORNING + timedelta(days=1)
)


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def told(newsroom: Newsroom, *stories: Story) -> list[int]:
    ids = newsroom.publish(*stories)
    resolve(newsroom.connection, NOW)
    return ids


def events(newsroom: Newsroom) -> dict[str, int]:
    """Article → the event of its report."""
    articles = (
        "select outlet || ' ' || identity, event_id from core.event_reports join core.articles using (article_id)"
    )
    return dict(newsroom.ask(articles))


def apart(newsroom: Newsroom) -> set[frozenset[str]]:
    """Articles by event."""
    found = events(newsroom)
    return {frozenset(article for article in found if found[article] == event) for event in found.values()}


def report_of(newsroom: Newsroom, story: Story) -> int:
    reports = "select report_id, outlet, identity from core.event_reports join core.articles using (article_id)"
    [found] = [it[0] for it in newsroom.ask(reports) if it[1:] == (story.outlet, story.identity)]
    return int(found)


# --- split ------------------------------------------------------------------------------------------------------------


def test_a_wrong_merge_that_an_analyst_takes_apart_stays_apart(newsroom):
    ids = told(newsroom, FIRST, SECOND, THIRD)
    assert len(apart(newsroom)) == 1
    [event] = set(events(newsroom).values())
    deciding.split(newsroom.connection, event, [], ["https://herald.example/3"], SAY)
    resolve(newsroom.connection, NOW)
    expected = {frozenset({"gazette 1", "courier 7"}), frozenset({"herald 3"})}
    assert apart(newsroom) == expected
    assert events(newsroom)["gazette 1"] == event, "the larger part keeps the id"

    newsroom.read(ids[2], replace(THIRD, reports=(talks(place=None),)), reader_version=2)
    newsroom.read(
        ids[0], replace(FIRST, reports=(talks(place="Lahore"), report(GUEST, type="visit"))), reader_version=2
    )
    resolve(newsroom.connection, NOW)
    newsroom.read(ids[0], FIRST, reader_version=3)
    newsroom.read(ids[2], THIRD, reader_version=3)
    resolve(newsroom.connection, NOW)
    assert apart(newsroom) == expected, "however often the pages are read again"

    told(newsroom, Story(outlet="courier", identity="8", reports=(talks(),)))
    assert frozenset({"herald 3"}) in apart(newsroom) or frozenset({"herald 3", "courier 8"}) in apart(newsroom)
    assert not any({"herald 3", "gazette 1"} <= articles for articles in apart(newsroom)), "a third can't glue them"


def test_a_split_alerts_nobody(newsroom):
    told(newsroom, FIRST, SECOND)
    [event] = set(events(newsroom).values())
    deciding.split(newsroom.connection, event, [report_of(newsroom, SECOND)], [], SAY)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.new_events, resolved.alerts) == (1, 0)


def test_a_split_that_is_undone_leaves_the_reports_to_decide(newsroom):
    told(newsroom, FIRST, SECOND)
    [event] = set(events(newsroom).values())
    decision = deciding.split(newsroom.connection, event, [report_of(newsroom, SECOND)], [], SAY)
    resolve(newsroom.connection, NOW)
    assert len(apart(newsroom)) == 2
    deciding.undo(newsroom.connection, decision, SAY)
    resolve(newsroom.connection, NOW)
    assert set(events(newsroom).values()) == {event}
    with pytest.raises(Unusable, match="undone on 2025-08-02 by mina"):
        deciding.undo(newsroom.connection, decision, SAY)


# --- merge ------------------------------------------------------------------------------------------------------------


def test_events_that_an_analyst_brings_together_stay_together_and_leave_a_redirect(newsroom):
    ids = told(newsroom, FIRST, NEXT_DAY)
    one, other = events(newsroom)["gazette 1"], events(newsroom)["herald 4"]
    deciding.merge(newsroom.connection, [other, one], SAY)
    resolve(newsroom.connection, NOW)
    assert set(events(newsroom).values()) == {one}
    assert newsroom.ask("select event_id, event_now from analysis.event_redirects") == [(other, one)]
    assert deciding.find(newsroom.connection, other).event_id == one
    newsroom.read(ids[1], replace(NEXT_DAY, reports=(talks(date="2025-09-02"),)), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert set(events(newsroom).values()) == {one}, "even where they now lie months apart"


def test_what_joins_events_brought_together_by_an_analyst_needs_to_fit_one_of_their_reports_only(newsroom):
    told(newsroom, FIRST, NEXT_DAY)
    deciding.merge(newsroom.connection, sorted(events(newsroom).values()), SAY)
    resolve(newsroom.connection, NOW)
    told(newsroom, SECOND)
    assert len(apart(newsroom)) == 1


def test_a_merge_that_is_undone_parts_the_reports_again(newsroom):
    told(newsroom, FIRST, NEXT_DAY)
    decision = deciding.merge(newsroom.connection, sorted(events(newsroom).values()), SAY)
    resolve(newsroom.connection, NOW)
    deciding.undo(newsroom.connection, decision, SAY)
    resolve(newsroom.connection, NOW)
    assert apart(newsroom) == {frozenset({"gazette 1"}), frozenset({"herald 4"})}


def test_an_event_stands_again_under_its_id_once_the_merge_is_undone(newsroom):
    told(newsroom, FIRST, NEXT_DAY)
    one, other = events(newsroom)["gazette 1"], events(newsroom)["herald 4"]
    decision = deciding.merge(newsroom.connection, [one, other], SAY)
    resolve(newsroom.connection, NOW)
    # What joins meanwhile decides nothing, however many they are.
    joining = [replace(NEXT_DAY, outlet="courier", identity=str(number)) for number in (20, 21, 22)]
    told(newsroom, *joining)
    assert set(events(newsroom).values()) == {one}
    deciding.undo(newsroom.connection, decision, SAY)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.revived, resolved.new_events, resolved.joined) == ((other,), 0, 0)
    assert events(newsroom) == {"gazette 1": one} | dict.fromkeys(
        ("herald 4", "courier 20", "courier 21", "courier 22"), other
    )
    assert newsroom.ask("select * from analysis.event_redirects") == []
    assert deciding.find(newsroom.connection, other).event_id == other

    again = deciding.merge(newsroom.connection, [one, other], SAY)
    resolve(newsroom.connection, NOW)
    deciding.undo(newsroom.connection, again, SAY)
    assert resolve(newsroom.connection, NOW).revived == (other,), "however often"
    assert events(newsroom)["gazette 1"] == one


def test_ids_of_three_events_are_right_whichever_part_again_and_follow_their_reports(newsroom):
    third = replace(NEXT_DAY, outlet="courier", identity="9", reports=(talks(date="2025-08-10"),))
    told(newsroom, FIRST, NEXT_DAY, third)
    one, two, three = (events(newsroom)[article] for article in ("gazette 1", "herald 4", "courier 9"))
    inner = deciding.merge(newsroom.connection, [two, three], SAY)
    resolve(newsroom.connection, NOW)
    outer = deciding.merge(newsroom.connection, [one, two], SAY)
    resolve(newsroom.connection, NOW)
    redirects = "select event_id, event_now from analysis.event_redirects order by 1"
    assert newsroom.ask(redirects) == [(two, one), (three, one)]
    deciding.undo(newsroom.connection, outer, SAY)
    assert resolve(newsroom.connection, NOW).revived == (two,)
    assert newsroom.ask(redirects) == [(three, two)], "it goes with its report"
    deciding.undo(newsroom.connection, inner, SAY)
    assert resolve(newsroom.connection, NOW).revived == (three,)
    assert events(newsroom) == {"gazette 1": one, "herald 4": two, "courier 9": three}


def test_a_part_of_what_was_rightly_merged_is_a_new_event(newsroom):
    told(newsroom, FIRST, SECOND, NEXT_DAY)
    one, other = events(newsroom)["gazette 1"], events(newsroom)["herald 4"]
    deciding.merge(newsroom.connection, [one, other], SAY)
    resolve(newsroom.connection, NOW)
    deciding.split(newsroom.connection, one, [report_of(newsroom, SECOND)], [], SAY)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.revived, resolved.new_events) == ((), 1)
    assert events(newsroom)["gazette 1"] == events(newsroom)["herald 4"] == one
    assert newsroom.ask("select event_id, event_now from analysis.event_redirects") == [(other, one)]


def test_events_of_two_types_may_be_brought_together(newsroom):
    told(newsroom, FIRST, replace(SECOND, reports=(talks(type="forum"),)))
    assert len(apart(newsroom)) == 2
    deciding.merge(newsroom.connection, sorted(events(newsroom).values()), SAY)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select type, reports from analysis.events") == [("meeting", 2)]


def test_the_later_decision_counts_more():
    one, other, third = (("gazette", "1", 0), ("courier", "7", 0), ("herald", "3", 0))
    merged, parted = Decision(kind="merge", these=(one, other)), Decision(kind="split", these=(one,), others=(other,))
    assert decided([merged, parted]).rulings.together == ()
    assert decided([merged, parted]).rulings.apart == ((frozenset({one}), frozenset({other})),)
    assert decided([parted, merged]).rulings.together == (frozenset({one, other}),)
    assert decided([parted, merged]).rulings.apart == ()
    both = decided([merged, Decision(kind="merge", these=(other, third))])
    assert both.rulings.together == (frozenset({one, other, third}),)


# --- edit -------------------------------------------------------------------------------------------------------------


def test_a_field_that_an_analyst_edits_stays_and_what_was_read_stands_beside_it(newsroom):
    ids = told(newsroom, FIRST, SECOND)
    [event] = set(events(newsroom).values())
    for field, value in (("place", "Multan"), ("day", "2025-08-03"), ("status", "cancelled"), ("type", "forum")):
        deciding.edit(newsroom.connection, event, field, value, SAY)
    resolve(newsroom.connection, NOW)
    fields = "select type, status, place, event_date::text from analysis.events"
    assert newsroom.ask(fields) == [("forum", "cancelled", "Multan", "2025-08-03")]
    newsroom.read(ids[0], replace(FIRST, reports=(talks(place="Lahore"),)), reader_version=2)
    told(newsroom, THIRD)
    assert newsroom.ask(fields) == [("forum", "cancelled", "Multan", "2025-08-03")]
    shown = deciding.show(newsroom.connection, event)
    places = {
        (said["value"], said["source"], said["is_chosen"]) for said in shown["field_values"] if said["field"] == "place"
    }
    assert places == {("Multan", "analyst", True), ("Islamabad", "reports", False), ("Lahore", "reports", False)}
    assert [(it["kind"], it["field"]) for it in shown["decisions"]] == [
        ("edit", "place"), ("edit", "day"), ("edit", "status"), ("edit", "type")
    ]  # fmt: skip


def test_the_last_edit_of_a_field_counts_and_undone_it_leaves_the_one_before(newsroom):
    told(newsroom, FIRST)
    [event] = set(events(newsroom).values())
    deciding.edit(newsroom.connection, event, "place", "Multan", SAY)
    last = deciding.edit(newsroom.connection, event, "place", "", SAY)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select place from analysis.events") == [(None,)]
    deciding.undo(newsroom.connection, last, SAY)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select place from analysis.events") == [("Multan",)]


def test_an_analyst_says_of_which_visit_an_event_is_a_part(newsroom):
    visit = Story(outlet="courier", identity="9", reports=(report(GUEST, type="visit", date="2025-07-02"),))
    told(newsroom, FIRST, visit)
    found = events(newsroom)
    assert newsroom.ask("select count(*) from analysis.event_parts") == [(0,)]
    decision = deciding.edit(newsroom.connection, found["gazette 1"], "part_of", str(found["courier 9"]), SAY)
    resolve(newsroom.connection, NOW)
    parts = "select visit_id, event_id, reason from analysis.event_parts"
    assert newsroom.ask(parts) == [(found["courier 9"], found["gazette 1"], "an analyst decided it")]
    deciding.undo(newsroom.connection, decision, SAY)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask(parts) == []


# --- what can't be decided --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("who", "x", "no field who"),
        ("type", "party", "party is no type: meeting"),
        ("status", "", "always has a status"),
        ("day", "2025-13-01", "is no day"),
        ("day", "tomorrow", "is no day"),
        ("part_of", "x", "no id"),
        ("part_of", "1", "no visit"),
        ("part_of", "99", "no event 99"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused_in_one_line(newsroom, field, value, said):
    told(newsroom, FIRST)
    with pytest.raises(Unusable, match=said) as refused:
        deciding.edit(newsroom.connection, 1, field, value, SAY)
    assert "\n" not in str(refused.value)
    assert newsroom.ask("select count(*) from core.event_decisions") == [(0,)]


def test_what_names_no_event_or_report_is_refused(newsroom):
    told(newsroom, FIRST, SECOND)
    with pytest.raises(Unusable, match="There is no event 99"):
        deciding.merge(newsroom.connection, [1, 99], SAY)
    with pytest.raises(Unusable, match="one event already: 1"):
        deciding.merge(newsroom.connection, [1, 1], SAY)
    with pytest.raises(Unusable, match="has no report 99; its reports: 1, 2"):
        deciding.split(newsroom.connection, 1, [99], [], SAY)
    with pytest.raises(Unusable, match="No report of event 1 stands in the article nowhere"):
        deciding.split(newsroom.connection, 1, [], ["nowhere"], SAY)
    with pytest.raises(Unusable, match="not all"):
        deciding.split(newsroom.connection, 1, [1, 2], [], SAY)
    with pytest.raises(Unusable, match="no decision 5"):
        deciding.undo(newsroom.connection, 5, SAY)
    with pytest.raises(Unusable, match="--because"):
        deciding.Say(by="mina", why=" ", now=NOW)
    assert newsroom.ask("select count(*) from core.event_decisions") == [(0,)]


def test_an_event_of_which_no_report_is_left_is_said_to_be_withdrawn(newsroom):
    [page] = told(newsroom, FIRST)
    newsroom.read(page, replace(FIRST, reports=()), reader_version=2)
    resolve(newsroom.connection, NOW)
    with pytest.raises(Unusable, match="was withdrawn on 2025-08-02"):
        deciding.find(newsroom.connection, 1)


# --- on the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def corridor(newsroom, database, monkeypatch, capsys):
    """The command line on the tests' warehouse: words → exit code, standard output, standard error."""
    monkeypatch.setenv("DATABASE_URL", database.owner_url)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["corridor", "events", *words])
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_an_analyst_decides_on_the_command_line(newsroom, corridor):
    told(newsroom, FIRST, SECOND, NEXT_DAY)
    code, out, _ = corridor("list", "--json")
    assert code == 0
    assert {event["event_id"] for event in json.loads(out)} == {1, 2}
    code, _, said = corridor("merge", "1", "2", "--because", "one occasion", "--by", "mina")
    assert (code, said.strip()) == (0, "Decision 1 is written down; its reports are of these events now: 1.")
    code, out, said = corridor("show", "2")
    assert code == 0
    assert said.strip() == "Event 2 turned out to be event 1."
    assert "merge by mina" in out
    assert "one occasion" in out
    code, _, said = corridor("undo", "1", "--because", "it was two", "--by", "mina")
    assert (code, said.splitlines()) == (
        0,
        ["Decision 1 is undone; its reports are of these events now: 1, 2.", "Event 2 stands again."],
    )
    assert corridor("show", "2")[2] == ""
    code, out, _ = corridor("edit", "1", "place", "Multan", "--because", "seen there", "--json")
    assert (code, json.loads(out)) == (0, {"decision_id": 2, "event_ids": [1], "revived": []})
    code, out, _ = corridor("show", "1")
    assert "an analyst says: Multan" in out
    assert "also read: Islamabad" in out


def test_a_wrong_call_is_one_line_and_code_2(newsroom, corridor):
    told(newsroom, FIRST)
    code, _, said = corridor("show", "99")
    assert (code, len(said.strip().splitlines())) == (2, 1)
    assert corridor("edit", "1", "day", "soon", "--because", "so")[0] == 2
    assert corridor("merge", "1", "--because", "so")[0] == 2
