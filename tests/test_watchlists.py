"""Readers say what they want to hear of: which events match, when they hear of them, and what is wrong with a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from alerts import ranks
from alerts.hours import QuietHours, after_quiet, never_end, next_hour
from alerts.watchfile import BadWatchlists, read
from alerts.watchlists import Watch
from items import SECTORS
from parsers.lexicon import table
from pipeline.environment import watchlists_file

ROOT = Path(__file__).parent.parent
KARACHI = ZoneInfo("Asia/Karachi")
BERLIN = ZoneInfo("Europe/Berlin")


def participant(name: str, country: str | None, office: str | None, kind: str = "person") -> dict:
    return {"name": name, "kind": kind, "country": country, "office": office}


#: A row of analysis.events: a minister of Pakistan and an Uzbek bank agree on a railway.
EVENT = {
    "event_id": 7,
    "type": "meeting",
    "status": "held",
    "sides": ["PK", "UZ"],
    "place": "Tashkent",
    "sectors": ["trade", "transport"],
    "headline": "Kamran Qazi in Tashkent for rail talks",
    "participant_list": [
        participant("Kamran Bashir Qazi", "PK", "Minister for Industries of Pakistan"),
        participant("Botir Salimov", "UZ", "Deputy Chairman of the Turon Export Bank"),
        participant("Turon Export Bank", "UZ", None, kind="body"),
        participant("Igor Petrenko", "RU", "Prime Minister of Russia"),
    ],
    "agreements": [{"title": "Memorandum on the Trans-Afghan Railway", "status": "signed"}],
    "evidence_list": [
        {"outlet": "The Gazette", "headline": "Rail talks", "passages": ["They spoke of café culture and freight."]}
    ],
}


def watch(**more: object) -> Watch:
    return Watch(name="Desk", channels=("json://127.0.0.1/",), **more)


# --- which events -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"sides": ("TJ", "UZ")},
        {"sectors": ("energy", "transport")},
        {"types": ("call", "meeting")},
        {"statuses": ("held",)},
        {"people": ("Qamran Basheer Qazi",)},
        {"people": ("Somebody Else", "Salimov")},
        {"bodies": ("Turan Export Bank",)},
        {"rank": "minister"},
        {"rank": "official"},
        {"words": ("trans-afghan rail*",)},
        {"words": ("cafe culture",)},
        {"words": ("RAIL TALKS",)},
        {"sides": ("UZ",), "rank": "ambassador", "words": ("freight",), "types": ("meeting",)},
    ],
)
def test_an_event_matches_where_each_condition_has_one_value_that_holds(conditions):
    assert watch(**conditions).matches(EVENT)


@pytest.mark.parametrize(
    "conditions",
    [
        {"sides": ("TJ",)},
        {"sectors": ("energy",)},
        {"types": ("call",)},
        {"statuses": ("planned", "cancelled")},
        {"people": ("Haroon Qazi",)},
        {"people": ("Turon Export Bank",)},
        {"bodies": ("Turon Import Authority",)},
        {"bodies": ("Kamran Bashir Qazi",)},
        {"words": ("rail",), "sides": ("TJ",)},
        {"words": ("freigh", "ail talks")},
    ],
)
def test_an_event_that_fails_one_condition_does_not_match(conditions):
    assert not watch(**conditions).matches(EVENT)


def test_who_stands_for_no_side_of_the_event_lends_it_no_rank():
    assert not watch(rank="head of government").matches(EVENT)


def test_a_body_is_found_in_the_office_of_who_speaks_for_it():
    alone = {**EVENT, "participant_list": EVENT["participant_list"][:2]}
    assert watch(bodies=("Turon Export Bank",)).matches(alone)


def test_people_and_bodies_are_known_by_their_ids_and_as_they_are_printed_too():
    qazi = participant("Kamran Bashir Qazi", "PK", None) | {"person_id": 12, "printed": "K. B. Ghazi"}
    bank = participant("Turon Export Bank", "UZ", None, kind="body") | {"body_id": 12, "printed": "TEB"}
    known = {**EVENT, "participant_list": [qazi, bank]}
    assert watch(people=(12,)).matches(known)
    assert watch(people=("Ghazi",), bodies=("TEB",)).matches(known)
    assert watch(bodies=(12,)).matches(known)
    assert not watch(people=(13,)).matches(known)
    assert not watch(people=(12,)).matches({**known, "participant_list": [bank]})


def test_an_event_of_which_little_is_known_only_matches_what_asks_for_nothing_of_it():
    bare = {**EVENT, "participant_list": [], "sectors": [], "place": None, "headline": None, "evidence_list": []}
    assert watch().matches(bare)
    for conditions in ({"rank": "official"}, {"people": ("Qazi",)}, {"sectors": ("trade",)}, {"words": ("rail",)}):
        assert not watch(**conditions).matches(bare)


# --- ranks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "rank"),
    [
        (None, None),
        ("President of the Kyrgyz Republic", "head of state"),
        ("Acting President of Kyrgyzstan", "head of state"),
        ("President of the Lahore Chamber of Commerce and Industry", "official"),
        ("Vice President of the Lahore Chamber of Commerce and Industry", "official"),
        ("President of Azad Jammu and Kashmir", "minister"),
        ("Caretaker Prime Minister of Pakistan", "head of government"),
        ("Chairman of the Cabinet of Ministers of the Kyrgyz Republic", "head of government"),
        ("Deputy Chairman of the Cabinet of Ministers, head of transport", "minister"),
        ("Former Prime Minister of Pakistan", "official"),
        ("Deputy Prime Minister and Foreign Minister of Pakistan", "minister"),
        ("Special Assistant to the Prime Minister on Trade", "minister"),
        ("Chief of Army Staff", "minister"),
        ("Speaker of the National Assembly of Pakistan", "minister"),
        ("Deputy Speaker of the National Assembly of Pakistan", "ambassador"),
        ("First Deputy Minister of Foreign Affairs of Tajikistan", "ambassador"),
        ("Minister Counsellor of the Embassy of Kazakhstan", "official"),
        ("Spokesperson for the Foreign Minister", "official"),
        ("Ambassador of Tajikistan to Pakistan", "ambassador"),
        ("Foreign Secretary of Pakistan", "ambassador"),
        ("Honorary Consul of Kazakhstan", "official"),
        ("Director General of the Highways Authority", "official"),
    ],
)
def test_an_office_gives_its_holder_a_rank(office, rank):
    assert ranks.rank(office) == rank


def test_heads_and_ministers_in_the_lexicon_have_their_rank():
    of_sides = [row["office"] for row in table("holders") if row["country"] in ("PK", "KZ", "KG", "TJ", "TM", "UZ")]
    for office in of_sides:
        if office.startswith("Prime Minister of") and "Azad" not in office:
            assert ranks.rank(office) == "head of government"
        elif "Minister" in office:
            assert ranks.at_least(office, "minister"), office
        elif office.startswith("Ambassador"):
            assert ranks.rank(office) == "ambassador"


def test_the_sectors_are_those_of_the_code_book():
    assert [row["sector"] for row in table("sectors")] == list(SECTORS)


# --- when -------------------------------------------------------------------------------------------------------------


def at(text: str, zone: ZoneInfo = KARACHI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


NIGHT = QuietHours(begins=time(22), ends=time(7), zone=KARACHI)
SUNDAY = QuietHours(begins=time(0), ends=None, zone=KARACHI, days=frozenset({6}))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2025-08-01T12:00", "2025-08-01T12:30"),
        ("2025-08-01T21:29", "2025-08-01T21:59"),
        ("2025-08-01T21:30", "2025-08-02T07:00"),
        ("2025-08-02T03:00", "2025-08-02T07:00"),
        ("2025-08-02T06:30", "2025-08-02T07:00"),
        # Saturday's night, then the whole of Sunday, then its night.
        ("2025-08-02T23:00", "2025-08-04T07:00"),
    ],
)
def test_what_would_come_in_quiet_hours_comes_when_they_end(now, due):
    assert watch(delivery="immediate", quiet=(NIGHT, SUNDAY)).due(at(now)) == at(due)


def test_an_immediate_watch_that_waits_for_nobody_is_due_at_once():
    assert watch(delivery="immediate", group_wait=timedelta(0)).due(at("2025-08-01T12:00")) == at("2025-08-01T12:00")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2025-08-01T07:59", "2025-08-01T08:00"),
        ("2025-08-01T08:00", "2025-08-02T08:00"),
        ("2025-08-01T23:30", "2025-08-02T08:00"),
    ],
)
def test_without_a_word_on_it_news_comes_in_the_digest_of_eight_in_karachi(now, due):
    assert watch().due(at(now)) == at(due)
    assert watch().due(at(now).astimezone(UTC)) == at(due)


def test_a_digest_passes_over_a_quiet_day():
    assert watch(quiet=(SUNDAY,)).due(at("2025-08-02T09:00")) == at("2025-08-04T08:00")


def test_a_digest_whose_hour_is_always_quiet_comes_when_that_ends():
    quiet = (QuietHours(begins=time(22), ends=time(9), zone=KARACHI),)
    assert watch(quiet=quiet).due(at("2025-08-01T12:00")) == at("2025-08-02T09:00")


def test_an_hourly_digest_comes_at_the_full_hour_of_its_zone():
    kathmandu = ZoneInfo("Asia/Kathmandu")
    assert watch(delivery="hourly").due(at("2025-08-01T12:00")) == at("2025-08-01T13:00")
    assert next_hour(at("2025-08-01T12:10", kathmandu), kathmandu, ()) == at("2025-08-01T13:00", kathmandu)
    assert watch(delivery="hourly", quiet=(NIGHT,)).due(at("2025-08-01T21:30")) == at("2025-08-02T07:00")


def test_a_digest_keeps_its_hour_when_the_clocks_change():
    morning = watch(zone=BERLIN)
    assert morning.due(at("2025-03-29T12:00", BERLIN)) == datetime(2025, 3, 30, 6, tzinfo=UTC)
    assert morning.due(at("2025-10-25T12:00", BERLIN)) == datetime(2025, 10, 26, 7, tzinfo=UTC)


def test_an_hour_that_the_clocks_leave_out_or_show_twice_brings_one_digest():
    for day, hours in ((date(2025, 3, 30), 23), (date(2025, 10, 26), 25)):
        early = watch(zone=BERLIN, digest_at=time(2, 30))
        first = early.due(datetime.combine(day, time(0), tzinfo=BERLIN))
        second = early.due(first)
        assert first.astimezone(BERLIN).date() == day
        assert second.astimezone(BERLIN).date() == day + timedelta(days=1)
        assert timedelta(hours=22) < second - first <= timedelta(hours=hours + 1)


def test_quiet_hours_end_by_the_clock_on_the_night_of_the_change():
    night = QuietHours(begins=time(22), ends=time(6), zone=BERLIN)
    assert after_quiet(at("2025-03-29T23:00", BERLIN), (night,)) == datetime(2025, 3, 30, 4, tzinfo=UTC)
    assert after_quiet(at("2025-10-25T23:00", BERLIN), (night,)) == datetime(2025, 10, 26, 5, tzinfo=UTC)


def test_the_last_digest_is_that_of_today_or_of_the_day_before():
    assert watch().last_due(at("2025-08-01T08:00")) == at("2025-08-01T08:00")
    assert watch().last_due(at("2025-08-01T07:59")) == at("2025-07-31T08:00")
    assert watch(quiet=(SUNDAY,)).last_due(at("2025-08-04T07:00")) == at("2025-08-02T08:00")


def test_quiet_hours_without_end_are_known():
    always = QuietHours(begins=time(8), ends=time(8), zone=KARACHI)
    assert never_end((always,))
    assert not never_end((NIGHT, SUNDAY))


# --- the file ---------------------------------------------------------------------------------------------------------


def written(folder: Path, text: str) -> Path:
    path = folder / "watchlists.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(BadWatchlists) as bad:
        read(written(folder, text))
    return str(bad.value).splitlines()


def test_the_example_is_a_valid_file_that_has_everything(monkeypatch):
    monkeypatch.setenv("DESK_MAIL", "mailto://127.0.0.1:25?from=corridor@example.org&to=desk@example.org")
    monkeypatch.setenv("DESK_CHAT", "json://127.0.0.1/hook")
    example = ROOT / "watchlists.example.yaml"
    watches = read(example)
    assert [it.delivery for it in watches] == ["daily", "immediate", "hourly", "daily"]
    assert watches[1].sides == ("UZ", "TJ")
    assert watches[1].quiet == (NIGHT, SUNDAY)
    assert watches[1].channels[1] == "json://127.0.0.1/hook"
    assert (watches[3].digest_at, watches[3].zone.key) == (time(7, 30), "Asia/Tashkent")
    explained = example.read_text().partition("watches:")[0]
    for words in (SECTORS, ranks.RANKS):
        assert all(word in explained for word in words)


def test_a_watch_needs_a_name_and_channels_and_is_a_daily_digest(tmp_path):
    [only] = read(written(tmp_path, "watches:\n  - name: Desk\n    channels: json://127.0.0.1/\n"))
    assert only == Watch(name="Desk", channels=("json://127.0.0.1/",), line=2)
    assert (only.delivery, only.digest_at, only.zone.key) == ("daily", time(8), "Asia/Karachi")


def test_times_need_no_quotes(tmp_path):
    text = "watches:\n  - name: Desk\n    channels: json://127.0.0.1/\n    digest_at: 09:30\n"
    assert read(written(tmp_path, text))[0].digest_at == time(9, 30)


def test_every_fault_is_told_at_once_with_its_line(tmp_path):
    said = faults(
        tmp_path,
        """\
watches:
  - name: Desk
    sector: [trade]
    sides: [UZ, Narnia, Pakistan]
    types: [summit]
    rank: king
    words: ["*"]
    digest_at: 8
    channels: [json://127.0.0.1/]
  - name: desk
    channels: []
    delivery: immediate
    group_wait: 3 days
    quiet: {from: 22:00, days: [someday]}
    zone: Mars/Olympus
  - name: Third
  - Fourth
""",
    )
    assert said[0].startswith("15 faults in the watchlists ")
    lines = [line.strip().removeprefix("watchlists.yaml, ") for line in said[1:]]
    assert lines[0] == "line 3: a watch has no key ‘sector’: did you mean sectors?"
    assert "line 4: ‘Narnia’ is no state; allowed are KZ, KG, TJ, TM, UZ" in lines
    assert "line 5: ‘summit’ is no type; allowed are meeting, call, visit, forum, agreement" in lines
    assert "line 8: ‘8’ is no time of day: write it as 08:00" in lines
    assert "line 10: the name ‘desk’ is that of the watch in line 2 already" in lines
    assert "line 16: this watch needs the key channels" in lines
    assert [int(line.split()[1].rstrip(":")) for line in lines] == [
        3, 4, 4, 5, 6, 7, 8, 10, 11, 13, 14, 14, 15, 16, 17
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("watches:\n  - name: [a\n", "line 3: no YAML: "),
        ("- name: Desk\n", "line 1: the file is a list of keys and values: watches"),
        ("watch: []\n", "line 1: the file has no key ‘watch’: did you mean watches?"),
        ("watches:\n- {name: Everything, channels: 'json://h/'}\n", "line 2: the name everything is that of the watch"),
        ("watches: 5\n", "line 1: a watch is a list of keys and values: name, "),
        ("watches:\n- {name: A, name: B, channels: 'json://h/'}\n", "line 2: the key name stands here a second time"),
        ("watches:\n- {name: A, channels: 'json://h/', digest_at: 7:00, delivery: hourly}\n", "line 2: digest_at is "),
        ("watches:\n- name: A\n  channels: json://h/\n  quiet: {from: 8:00, to: 8:00}\n", "line 2: its quiet hours "),
    ],
)
def test_a_broken_file_is_refused_in_one_line(tmp_path, text, said):
    [line] = faults(tmp_path, text)
    assert line.startswith(f"watchlists.yaml, {said}")
    assert line.endswith("Alerts wait until it is mended.")


def test_addresses_are_filled_from_the_environment_and_never_told(tmp_path, monkeypatch):
    text = "watches:\n  - name: Desk\n    channels: ['json://me:${HOOK_SECRET}@127.0.0.1/']\n"
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    assert "line 3: HOOK_SECRET is not set in the environment" in faults(tmp_path, text)[0]
    monkeypatch.setenv("HOOK_SECRET", "hunter22")
    [only] = read(written(tmp_path, text))
    assert only.channels == ("json://me:hunter22@127.0.0.1/",)
    assert "hunter22" not in repr(only)
    [said] = faults(tmp_path, text.replace("json://", "nonsense://"))
    assert "none that Apprise knows" in said
    assert "hunter22" not in said


def test_without_a_file_there_are_no_watchlists(tmp_path, monkeypatch):
    monkeypatch.delenv("CORRIDOR_WATCHLISTS", raising=False)
    monkeypatch.setenv("CORRIDOR_HOME", str(tmp_path))
    assert watchlists_file() is None
    assert read(None) == ()
    path = written(tmp_path, "watches: []\n")
    assert watchlists_file() == path
    assert read(path) == ()


def test_a_file_that_is_named_and_not_there_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("CORRIDOR_WATCHLISTS", str(tmp_path / "lists.yaml"))
    with pytest.raises(BadWatchlists, match=r"lists\.yaml can't be read: No such file"):
        read(watchlists_file())


def test_a_row_of_the_warehouse_goes_in_as_it_comes():
    assert watch(sides=("UZ",)).matches(json.loads(json.dumps(EVENT)))
