"""Mail to readers, by a real mail server on loopback: who gets it, what its headers say, what its text can't do."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import psycopg2
import pytest

from alerts.channels import BadChannel, open_channels
from alerts.deliver import BURST, Delivered, deliver
from alerts.mail import message_id
from alerts.message import Message
from items import Agreement, Unusable
from tests.stories import NOW, Newsroom, Story, passage, report, talks
from tests.test_outbox import many, to
from warehouse.resolve import resolve

STORY = Story(outlet="gazette", identity="1", reports=(talks(status="planned", date="2025-08-20"),))
HOUR = timedelta(hours=1)


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def tell(newsroom: Newsroom, inbox, now, *stories: Story, boxes: tuple[str, ...] = ("desk@example.org",)) -> Delivered:
    newsroom.publish(*stories)
    resolve(newsroom.connection, now)
    return deliver(newsroom.connection, to(inbox.url(*boxes)), now)


def test_a_reader_gets_a_mail_in_text_and_html(newsroom, inbox):
    assert tell(newsroom, inbox, NOW, STORY) == Delivered(sent=1, failed=0, waiting=0)
    [mail] = inbox.mails
    assert (mail["From"], mail["To"]) == ("Corridor <corridor@example.org>", "desk@example.org")
    assert (
        mail["Subject"] == "[UZ] Kamran Bashir Qazi – Botir Salimov: meeting planned in Islamabad, 20 Aug 2025 (trade)"
    )
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "Corridor <corridor.example.org>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "https://gazette.example/1" in mail.get_body("plain").get_content()
    html = mail.get_body("html").get_content()
    assert '<a href="https://gazette.example/1">The Gazette</a>' in html
    assert not {"<img", "<script", "<link", "<style"} & set(html.split())


def test_an_events_mails_are_one_thread(newsroom, inbox):
    tell(newsroom, inbox, NOW, STORY)
    for number, (outlet, status) in enumerate((("courier", "postponed"), ("herald", "cancelled")), 1):
        story = replace(STORY, outlet=outlet, reports=(talks(status=status, date="2025-08-20"),))
        moment = NOW + 7 * number * HOUR
        tell(newsroom, inbox, moment, replace(story, published_at=moment))
    first, second, third = inbox.mails
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert third["In-Reply-To"] == second["Message-ID"]
    assert third["References"].split() == [first["Message-ID"], second["Message-ID"]]
    assert second["Subject"].startswith("Update: [UZ]")
    assert "New since the last message:<br>" in second.get_body("html").get_content()


def test_another_event_is_another_thread(newsroom, inbox):
    tell(newsroom, inbox, NOW, STORY, replace(STORY, identity="2", reports=(talks(place="Lahore", date="2025-08-25"),)))
    assert [mail["References"] for mail in inbox.mails] == [None, None]
    assert len({mail["Message-ID"] for mail in inbox.mails}) == 2


def test_the_message_id_is_made_from_the_key_and_names_no_address(newsroom, inbox):
    tell(newsroom, inbox, NOW, STORY)
    [(key,)] = newsroom.ask("select key from core.outbox")
    assert inbox.mails[0]["Message-ID"] == message_id(key, "example.org")
    assert key.startswith("event/1/new/1/") and "desk" not in key


def test_each_of_several_readers_gets_a_mail_of_his_own(newsroom, inbox):
    boxes = ("desk@example.org", "chief@example.org")
    assert tell(newsroom, inbox, NOW, STORY, boxes=boxes).sent == 2
    assert sorted(inbox.mailboxes) == sorted(boxes)
    assert sorted(mail["To"] for mail in inbox.mails) == sorted(boxes)


def test_a_reader_who_is_refused_is_named_and_the_others_have_their_mail(newsroom, inbox):
    inbox.unknown = {"gone@example.org"}
    boxes = ("gone@example.org", "desk@example.org")
    assert tell(newsroom, inbox, NOW, STORY, boxes=boxes) == Delivered(sent=1, failed=1, waiting=1)
    [(error,)] = newsroom.ask("select last_error from core.outbox where sent_at is null")
    assert error == "g…@example.org was refused: 550 5.1.1 ‹g…@ example.org›: no such user"
    inbox.unknown = set()
    assert tell(newsroom, inbox, NOW + HOUR, boxes=boxes).sent == 1
    assert sorted(inbox.mailboxes) == sorted(boxes), "nobody has it twice"


def test_a_server_that_is_busy_gets_the_mail_later(newsroom, inbox):
    answers = ["451 4.7.1 greylisted, come back later", "250 OK"]
    inbox.otherwise = lambda: answers.pop(0)
    assert tell(newsroom, inbox, NOW, STORY).failed == 1
    assert newsroom.ask("select last_error from core.outbox") == [
        ("the mail server answered 451 4.7.1 greylisted, come back later",)
    ]
    assert tell(newsroom, inbox, NOW + HOUR).sent == 1


def test_a_server_that_is_not_there_is_a_failure_like_any_other(newsroom):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    url = "mailto://127.0.0.1:9?from=corridor@example.org&to=desk@example.org&mode=insecure"
    assert deliver(newsroom.connection, to(url), NOW).failed == 1
    [(error,)] = newsroom.ask("select last_error from core.outbox")
    assert error.startswith("no mail server took it: ")


def test_a_host_that_is_no_name_is_a_failure_like_any_other(newsroom):
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    url = f"mailto://{'a' * 70}.example?from=corridor@example.org&to=desk@example.org&mode=insecure"
    assert deliver(newsroom.connection, to(url), NOW).failed == 1


def test_a_server_that_says_nothing_is_left_alone_after_a_while(newsroom, monkeypatch):
    monkeypatch.setattr("alerts.mail.PATIENCE", 0.2)
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        url = (
            f"mailto://127.0.0.1:{silent.getsockname()[1]}?from=corridor@example.org&to=desk@example.org&mode=insecure"
        )
        assert deliver(newsroom.connection, to(url), NOW).failed == 1
    [(error,)] = newsroom.ask("select last_error from core.outbox")
    assert error == "no mail server took it: Connection unexpectedly closed: timed out"


def test_a_burst_is_a_mail_in_text_and_html(newsroom, inbox):
    tell(newsroom, inbox, NOW, *many(BURST + 1))
    [mail] = inbox.mails
    html = mail.get_body("html").get_content()
    assert mail["Subject"] == f"Corridor: {BURST + 1} events at once"
    assert html.count("<h2") == 11 and html.count("<li>") == BURST + 1 - 10
    assert mail["References"] is None


@pytest.mark.parametrize(
    ("setting", "headers"),
    [
        (None, (None, None)),
        ("mailto:leave@example.org?subject=leave", ("<mailto:leave@example.org?subject=leave>", None)),
        ("https://example.org/leave", ("<https://example.org/leave>", "List-Unsubscribe=One-Click")),
    ],
)
def test_a_mail_says_how_to_leave_where_the_setting_says_it(newsroom, inbox, monkeypatch, setting, headers):
    if setting:
        monkeypatch.setenv("CORRIDOR_UNSUBSCRIBE", setting)
    tell(newsroom, inbox, NOW, STORY)
    assert (inbox.mails[0]["List-Unsubscribe"], inbox.mails[0]["List-Unsubscribe-Post"]) == headers


@pytest.mark.parametrize(
    "setting", ["leave@example.org", "http://example.org", "https://a.example\r\nBcc: all", "mailto:"]
)
def test_a_wrong_address_for_leaving_is_said_before_anything_is_sent(inbox, monkeypatch, setting):
    monkeypatch.setenv("CORRIDOR_UNSUBSCRIBE", setting)
    with pytest.raises(Unusable, match="CORRIDOR_UNSUBSCRIBE is no mailto: or https: address"):
        open_channels([inbox.url("desk@example.org")])


@pytest.mark.parametrize("to_whom", ["nobody", "desk@example.org,nobody", ""])
def test_an_address_that_names_no_mailbox_is_said_before_anything_is_sent(to_whom):
    with pytest.raises(BadChannel, match="Address number 1 of CORRIDOR_ALERT_URLS"):
        open_channels([f"mailto://mail.example.org?to={to_whom}&cc=,"])


def test_hostile_text_is_text_in_the_mail_too(newsroom, inbox):
    hostile = '<img src=https://evil.example/x.png> & "quoted"\r\nBcc: all@example.org\x00\u202e'
    story = replace(
        STORY,
        headline=hostile,
        reports=(report((hostile, "PK", hostile), (hostile, "UZ", None), place=hostile, evidence=hostile),),
        agreements=(Agreement(title=hostile, status="signed", evidence=passage(hostile)),),
    )
    tell(newsroom, inbox, NOW, story)
    [mail] = inbox.mails
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    assert inbox.mailboxes == ["desk@example.org"]
    html = mail.get_body("html").get_content()
    assert "<img" not in html and "evil.example" in html
    assert "&amp; &#34;quoted&#34;" in html


def test_a_title_can_not_add_a_header(inbox):
    [channel] = open_channels([inbox.url("desk@example.org")])
    assert channel.send(Message(title="One\r\nBcc: all@example.org", text="Two", key="a\r\nX: b"), NOW) is None
    [mail] = inbox.mails
    assert mail["Bcc"] is None and mail["X"] is None
    assert (mail["Subject"], mail["Message-ID"]) == ("One Bcc: all@ example.org", "<a.X.b@example.org>")


def test_the_password_of_a_server_that_prints_it_is_kept_out_of_the_warehouse(newsroom, inbox):
    inbox.otherwise = lambda: "554 go away with your hunter22"
    newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    url = inbox.url("desk@example.org").replace("mailto://", "mailto://corridor:hunter22@")
    deliver(newsroom.connection, to(url), NOW)
    [(error,)] = newsroom.ask("select last_error from core.outbox")
    assert error and "hunter22" not in error


def test_a_new_password_makes_no_new_reader(newsroom, inbox):
    """What names a reader is the mailbox, not the way to it."""
    one, other = (
        open_channels([f"mailto://a:{word}@mail.example.org?to=desk@example.org"]) for word in ("one", "other")
    )
    assert one[0].name == other[0].name
