"""News reaches people once: never for what is old or read again, and later where a channel is down."""

from __future__ import annotations

import io
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import psycopg2
import pytest

from alerts.channels import without_secrets
from alerts.deliver import BACK_OFF, BadChannel, Delivered, channels, deliver
from alerts.message import Telling, harmless, link, render
from alerts.watchlists import Watch
from items import Agreement, Figure
from tests.readers import free_port
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, passage, report, talks
from warehouse.resolve import resolve

STORY = Story(
    outlet="gazette",
    identity="1",
    reports=(talks(),),
    figures=(Figure(amount=2e9, unit="USD", role="target", of="trade", evidence=passage("two billion dollars")),),
    agreements=(Agreement(title="Transit agreement", status="proposed", evidence=passage("a transit agreement")),),
)
ELSEWHERE = replace(STORY, identity="2", reports=(report(HOST, GUEST, date="2025-07-31", place="Lahore"),))


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


@pytest.fixture
def paper():
    """What is printed where there is no channel."""
    return io.StringIO()


def to(*urls: str, wait: timedelta = timedelta(), **more) -> tuple[Watch, ...]:
    """A watch on everything that tells these addresses at once."""
    return (Watch(name="everything", channels=urls, delivery="immediate", group_wait=wait, **more),)


# --- what makes news --------------------------------------------------------------------------------------------------


def test_a_new_event_is_told_once(newsroom, paper):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    assert deliver(newsroom.connection, (), NOW, printed=paper) == Delivered(sent=1, failed=0, waiting=0)
    told = paper.getvalue()
    for later in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=3)):
        resolve(newsroom.connection, later)
        assert deliver(newsroom.connection, (), later, printed=paper).sent == 0
    assert paper.getvalue() == told


def test_a_further_outlet_is_no_news(newsroom, paper):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    deliver(newsroom.connection, (), NOW, printed=paper)
    newsroom.publish(replace(STORY, outlet="courier"))
    assert resolve(newsroom.connection, NOW).alerts == 0
    assert deliver(newsroom.connection, (), NOW, printed=paper).sent == 0


def test_a_further_outlet_amends_what_was_not_told_yet(newsroom, paper):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    newsroom.publish(replace(STORY, outlet="courier"))
    resolve(newsroom.connection, NOW)
    assert deliver(newsroom.connection, (), NOW, printed=paper).sent == 1
    assert "Reported by 2 outlets: The Courier, The Gazette." in paper.getvalue()


@pytest.mark.parametrize(
    ("published_at", "alerts"),
    [(NOW - timedelta(days=7), 1), (NOW - timedelta(days=7, minutes=1), 0), (None, 0)],
)
def test_only_what_was_first_reported_within_seven_days_is_news(newsroom, published_at, alerts):
    newsroom.publish(replace(STORY, published_at=published_at))
    assert resolve(newsroom.connection, NOW).alerts == alerts


def test_what_a_better_reader_finds_on_an_old_page_is_no_news(newsroom):
    [page_id] = newsroom.publish(replace(STORY, reports=()))
    resolve(newsroom.connection, NOW)
    newsroom.read(page_id, STORY, reader_version=2)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.new_events, resolved.alerts) == (1, 0)


def test_news_that_is_read_again_before_it_was_resolved_is_still_news(newsroom):
    [page_id] = newsroom.publish(STORY)
    newsroom.read(page_id, replace(STORY, reports=(talks(place="Lahore"),)), reader_version=2)
    assert resolve(newsroom.connection, NOW).alerts == 1


def test_an_edit_that_adds_an_event_is_news_and_one_that_corrects_the_day_amends_what_was(newsroom):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    edited = replace(STORY, fetched_at=MORNING + timedelta(hours=3), revision="edited")
    corrected, added = talks(date="2025-07-31"), report(GUEST, type="visit", main=False)
    newsroom.publish(replace(edited, reports=(corrected, added)))
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.new_events, resolved.alerts) == (1, 1)
    assert newsroom.ask(
        "select e.type, kind from core.alerts join core.events as e using (event_id) order by 1, 2"
    ) == [
        ("meeting", "new"),
        ("meeting", "update"),
        ("visit", "new"),
    ]


OLD_PLAN = replace(
    STORY,
    reports=(report(HOST, GUEST, type="visit", status="planned", date="2025-08-20"),),
    published_at=NOW - timedelta(days=12),
)
POSTPONED = replace(
    OLD_PLAN,
    outlet="courier",
    reports=(report(HOST, GUEST, type="visit", status="postponed", date="2025-09-10"),),
    published_at=MORNING,
)


@pytest.mark.parametrize("first_read", ["a backfill or an old article", "a reread"])
def test_what_was_never_news_is_when_a_fresh_page_tells_of_it_while_it_is_to_come(newsroom, paper, first_read):
    if first_read == "a reread":
        plan = replace(OLD_PLAN, published_at=MORNING)
        newsroom.read(newsroom.publish(replace(plan, reports=()))[0], plan, reader_version=2)
    else:
        newsroom.publish(OLD_PLAN)
    assert resolve(newsroom.connection, NOW).alerts == 0
    newsroom.publish(POSTPONED)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.joined, resolved.new_events, resolved.alerts) == (1, 0, 1)
    assert newsroom.ask("select kind, published_at from core.alerts") == [("new", MORNING)]
    newsroom.publish(replace(POSTPONED, outlet="herald"))
    assert resolve(newsroom.connection, NOW).alerts == 0
    assert deliver(newsroom.connection, (), NOW, printed=paper).sent == 1
    assert "visit postponed in Islamabad" in paper.getvalue()


def test_what_was_never_news_is_not_when_it_is_past_or_only_old_pages_tell_of_it(newsroom):
    past = report(HOST, GUEST, date="2025-07-20")
    newsroom.publish(replace(ELSEWHERE, reports=(past,), published_at=NOW - timedelta(days=12)), OLD_PLAN)
    resolve(newsroom.connection, NOW)
    [page_id, *_] = newsroom.publish(
        replace(POSTPONED, identity="5", reports=()),
        replace(POSTPONED, identity="6", published_at=NOW - timedelta(days=8)),
        replace(POSTPONED, identity="7", reports=(past,)),
    )
    newsroom.read(page_id, replace(POSTPONED, identity="5"), reader_version=2)
    resolved = resolve(newsroom.connection, NOW)
    assert (resolved.joined, resolved.new_events, resolved.alerts) == (3, 0, 0)


def test_an_event_that_was_merged_or_withdrawn_before_it_was_told_is_not_told(newsroom, paper):
    newsroom.publish(
        replace(STORY, reports=(report(HOST, place=None),)),
        replace(STORY, outlet="courier", reports=(report(GUEST, place=None),)),
    )
    assert resolve(newsroom.connection, NOW).alerts == 2
    newsroom.publish(replace(STORY, outlet="herald"))
    resolve(newsroom.connection, NOW)
    assert deliver(newsroom.connection, (), NOW, printed=paper).sent == 1


def test_an_alert_that_waited_for_a_week_is_not_told_any_more(newsroom, paper):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    late = NOW + timedelta(days=7, minutes=1)
    assert deliver(newsroom.connection, (), late, printed=paper) == Delivered(sent=0, failed=0, waiting=0)


def test_without_a_channel_and_without_a_terminal_nothing_is_marked_as_told(newsroom):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    assert deliver(newsroom.connection, (), NOW) == Delivered(sent=0, failed=0, waiting=0)
    assert newsroom.ask("select count(*) from core.outbox") == [(0,)]


# --- channels ---------------------------------------------------------------------------------------------------------


def test_a_hook_that_fails_gets_the_alert_later_and_once(newsroom, hook):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    hook.answers = [500, 500, 200]
    moments = [NOW, NOW + timedelta(seconds=30), NOW + BACK_OFF[0], NOW + timedelta(hours=1), NOW + timedelta(hours=2)]
    outcomes = [deliver(newsroom.connection, to(hook.url), moment) for moment in moments]
    assert [(outcome.sent, outcome.failed, outcome.waiting) for outcome in outcomes] == [
        (0, 1, 1),
        (0, 0, 1),
        (0, 1, 1),
        (1, 0, 0),
        (0, 0, 0),
    ]
    assert len(hook.posts) == 3
    assert newsroom.ask("select attempts, last_error, sent_at from core.outbox") == [(3, None, moments[3])]


def test_a_failure_is_noted_without_the_secrets_of_the_address(newsroom, hook):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    hook.answers = [500]
    deliver(newsroom.connection, to(hook.url), NOW)
    [(channel, error)] = newsroom.ask("select recipient, last_error from core.outbox")
    assert "500" in error
    assert len(channel) == 64
    assert "hunter22" not in error + channel
    assert "secret-path" not in error + channel


def test_a_hook_that_redirects_to_a_login_page_has_not_got_the_alert(newsroom, hook):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    hook.answers = [302, 200]
    assert deliver(newsroom.connection, to(hook.url), NOW) == Delivered(sent=0, failed=1, waiting=1)


def test_one_channel_that_is_down_does_not_keep_the_other_from_its_alerts(newsroom, hook):
    newsroom.publish(
        *(replace(ELSEWHERE, identity=str(n), reports=(talks(date=f"2025-07-{n}"),)) for n in range(10, 16))
    )
    resolve(newsroom.connection, NOW)
    nobody = f"json://127.0.0.1:{free_port()}"
    outcome = deliver(newsroom.connection, to(nobody, hook.url, hook.url), NOW)
    assert outcome == Delivered(sent=6, failed=3, waiting=6)
    assert len({post["title"] for post in hook.posts}) == 6


def test_at_most_so_many_alerts_go_to_a_channel_at_once(newsroom, hook):
    newsroom.publish(STORY, ELSEWHERE)
    resolve(newsroom.connection, NOW)
    assert deliver(newsroom.connection, to(hook.url), NOW, limit=1) == Delivered(sent=1, failed=0, waiting=1)
    assert deliver(newsroom.connection, to(hook.url), NOW, limit=1) == Delivered(sent=1, failed=0, waiting=0)


def test_two_deliveries_at_once_send_each_alert_once(newsroom, database, hook):
    newsroom.publish(STORY, ELSEWHERE)
    resolve(newsroom.connection, NOW)
    barrier = threading.Barrier(2)

    def work():
        with closing(psycopg2.connect(database.loader_url)) as connection:
            barrier.wait()
            deliver(connection, to(hook.url), NOW)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hook.posts) == 2


def test_an_address_that_nobody_knows_is_refused_before_anything_is_sent(newsroom, hook):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    with pytest.raises(BadChannel, match="number 2") as refused:
        deliver(newsroom.connection, to(hook.url, "nonsense://token-of-mine@host"), NOW)
    assert "token-of-mine" not in str(refused.value)
    assert not hook.posts


@pytest.mark.parametrize(
    ("setting", "urls"),
    [
        ("", []),
        (" json://a  json://b\njson://c ", ["json://a", "json://b", "json://c"]),
        ("json://a,json://b, json://c", ["json://a", "json://b", "json://c"]),
        ("mailto://h?to=a@x.org,b@x.org", ["mailto://h?to=a@x.org,b@x.org"]),
    ],
)
def test_addresses_are_parted_by_blanks_commas_and_newlines(monkeypatch, setting, urls):
    monkeypatch.setenv("CORRIDOR_ALERT_URLS", setting)
    assert channels() == urls


def test_without_the_setting_there_is_no_channel(monkeypatch):
    monkeypatch.delenv("CORRIDOR_ALERT_URLS", raising=False)
    assert channels() == []


def test_secrets_of_an_address_are_taken_out_of_an_error():
    url = "slack://T1234567/B7654321/abcdefgh%21?footer=no"
    error = without_secrets("could not post to https://slack.example/T1234567/B7654321/abcdefgh!", url)
    assert not {"T1234567", "B7654321", "abcdefgh!"} & set(error.split("/"))


# --- what is said -----------------------------------------------------------------------------------------------------


def body(newsroom: Newsroom) -> dict:
    resolve(newsroom.connection, NOW)
    return newsroom.ask("select body from core.alerts order by alert_id")[0][0]


def test_a_message_says_who_met_whom_when_where_about_what_and_on_whose_word(newsroom):
    newsroom.publish(STORY)
    message = render(Telling(body=body(newsroom)))
    assert message.title == ("[UZ] Kamran Bashir Qazi – Botir Salimov: meeting held in Islamabad, 1 Aug 2025 (trade)")
    assert message.text == (
        "Meeting held, 1 August 2025, Islamabad\n"
        "\n"
        "Pakistan:\n"
        "  Kamran Bashir Qazi, Minister for Industries of Pakistan\n"
        "Uzbekistan:\n"
        "  Botir Salimov, Ambassador of Uzbekistan to Pakistan\n"
        "\n"
        "About: trade\n"
        "Figures: 2,000,000,000 USD (target of trade)\n"
        "Papers: Transit agreement (proposed)\n"
        "\n"
        "“The minister received the envoy in Islamabad”\n"
        "  The Gazette: https://gazette.example/1\n"
        "\n"
        "Reported by one outlet: The Gazette. First reported 1 August 2025, 06:00 UTC.\n"
        "Event 1 in analysis.events."
    )


def test_what_is_not_known_is_said_to_be_unknown(newsroom):
    newsroom.publish(
        replace(
            STORY,
            headline="Envoys to meet",
            reports=(report(type="forum", status="planned", date=None, place=None),),
            figures=(),
            agreements=(),
            sectors=(),
        )
    )
    message = render(Telling(body=body(newsroom)))
    assert message.title == "[UZ] Envoys to meet: forum planned"
    assert message.text.startswith("Forum planned, date not given, place not given\n\nNobody is named.\n\n“")


def test_a_month_is_not_printed_as_a_day(newsroom):
    newsroom.publish(replace(STORY, reports=(report(GUEST, type="visit", status="planned", date="2025-09"),)))
    message = render(Telling(body=body(newsroom)))
    assert "visit planned in Islamabad, Sep 2025" in message.title
    assert message.text.startswith("Visit planned, September 2025, Islamabad")


def test_hostile_text_commands_nobody(newsroom):
    hostile = "<!channel> @everyone <script>alert(1)</script> [pay](https://evil.example)\r\nBcc: all\x1b[2J\u202e"
    newsroom.publish(
        replace(
            STORY,
            headline=hostile,
            reports=(report((hostile, "PK", hostile), (hostile, "UZ", None), place=hostile, evidence=hostile),),
            agreements=(Agreement(title=hostile, status="signed", evidence=passage(hostile)),),
        )
    )
    message = render(Telling(body=body(newsroom)))
    for text in (message.title, message.text):
        assert not set(text) & set("<>\r\x1b\u202e`")
        assert "@everyone" not in text
        assert "](" not in text
    assert "\n" not in message.title
    assert len(message.title) <= 180
    assert "\nBcc:" not in message.text


def test_harmless_keeps_what_people_write():
    text = "Uzbekistan’s envoy, H.E. Botir Salimov: 5% of trade & transit (2 billion) — «Сотрудничество» تعاون"
    assert harmless(text) == text
    assert harmless("a" * 600) == "a" * 499 + "…"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/<b>", "https://a.example/ b", "ftp://a.example/", None, 5]
)
def test_only_plain_web_addresses_are_links(url):
    assert link(url) is None
    assert link("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e"
