"""How an article was read: it never says anything else than the reader, and gives each sentence's part in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawlers.outlets import outlets
from facts import in_words
from items import Article, NotAnArticle, UnreadablePage
from parsers.classify import THRESHOLD
from parsers.explain import explain
from parsers.explain_sentences import SHAPES, TELLS
from parsers.explanation import Explanation, Line
from parsers.extract import read_facts
from parsers.parse import article_from_text, parse_article
from parsers.phrases import phrase
from tests.test_sample import SAMPLE, Saved, pages

CORRIDOR = str(Path(sys.executable).with_name("corridor"))
CALL = SAMPLE / "app/pages/dar-saidov-telephone.html"


def corridor(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([CORRIDOR, *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)
    assert "Traceback" not in done.stderr
    return done


def article_of(saved: Saved) -> Article | None:
    try:
        return parse_article(saved.page(), outlets()[saved.slug])
    except (NotAnArticle, UnreadablePage):
        return None


def told(*paragraphs: str, title: str = "Pakistan, Tajikistan vow closer ties") -> Explanation:
    """How an item of these paragraphs is read."""
    text = "\n\n".join(paragraphs)
    return explain(article_from_text(text, outlet="app", published=date(2025, 8, 1), title=title, zone="Asia/Karachi"))


def why_none(line: Line) -> str:
    return " / ".join(f"{none.kind}: {none.why}" for none in line.untold)


ENVOY = (
    "ISLAMABAD, Aug 1 (APP): Ambassador of Tajikistan to Pakistan Yusuf Sharifzoda called on Commerce Minister "
    "Jam Kamal Khan here on Friday."
)


# --- the reader's own facts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saved", pages(), ids=lambda saved: saved.name)
def test_an_explanation_says_what_the_reader_read(saved: Saved) -> None:
    if (article := article_of(saved)) is None:
        return
    facts, how = read_facts(article), explain(article)
    assert (how.relevant, how.score) == (facts.engagement.relevant, round(facts.engagement.score, 3))
    assert [it.why for it in how.reasons] == [re.sub(r"^[+-]\d\.\d+ ", "", it) for it in facts.engagement.reasons]
    assert tuple(it.value for it in how.countries) == facts.engagement.countries
    assert tuple(it.value for it in how.sectors) == facts.engagement.sectors
    assert tuple(it.fact for it in how.figures) == facts.figures
    assert tuple(it.fact for it in how.agreements) == facts.agreements
    assert len(how.events) == len(facts.reports)
    for event, report in zip(how.events, facts.reports, strict=True):
        fields = {name: field.value for name, field in event.fields.items()}
        assert fields == {
            name: value
            for name in ("type", "status", "date", "place", "mode")
            if (value := getattr(report, name)) or name != "mode"
        }
        assert event.main == report.main
        assert tuple(who.participant for who in event.participants) == report.participants


@pytest.mark.parametrize("saved", pages(), ids=lambda saved: saved.name)
def test_each_event_is_told_in_its_evidence_and_each_sentence_knows_it(saved: Saved) -> None:
    if (article := article_of(saved)) is None:
        return
    how = explain(article)
    for event, report in zip(how.events, read_facts(article).reports, strict=True):
        texts = [how.text[number].text for number in event.told_in]
        assert {passage.text for passage in report.evidence} <= set(texts)
        assert event.told_in == tuple(dict.fromkeys(event.told_in))
        assert {line.number for line in how.text if event.number in line.events} == set(event.told_in)
    numbers = [line.number for line in how.text]
    assert numbers == list(range(len(how.text)))


def test_each_kind_of_phrase_that_matters_for_events_has_phrases() -> None:
    assert all(phrase(kind) for kind in (*TELLS, *SHAPES))


# --- from where -------------------------------------------------------------------------------------------------------


def test_day_and_place_come_from_the_dateline() -> None:
    how = told(ENVOY)
    assert (how.day.value, how.place.value) == ("2025-08-01", "Islamabad")
    assert how.day.source == how.place.source == "dateline “ISLAMABAD, Aug 1 (APP):”"
    assert how.published.source == "rule: given"


def test_without_a_dateline_the_day_is_that_of_publication() -> None:
    how = told(ENVOY.partition(": ")[2])
    assert (how.day.value, how.day.source) == ("2025-08-01", "published")
    assert (how.place.value, how.place.source) == (None, "no dateline")


def test_a_dateline_far_from_the_publication_dates_nothing() -> None:
    how = told(ENVOY.replace("Aug 1", "Jul 11"))
    assert how.day.value == "2025-08-01"
    assert how.day.source == "published; the dateline's 2025-07-11 is too far from it"


def test_reasons_have_their_weights() -> None:
    how = told(ENVOY)
    assert how.relevant
    assert how.threshold == THRESHOLD <= how.score
    assert all(reason.weight for reason in how.reasons)


def test_an_article_of_other_states_is_explained_by_one_reason() -> None:
    how = told("LONDON: The minister met his French counterpart.", title="Minister meets counterpart")
    assert not how.relevant
    assert [(it.why, it.weight) for it in how.reasons] == [("no Central Asian state is named", None)]
    assert [line.text for line in how.text][1:] == ["The minister met his French counterpart."]
    assert "no Central Asian state is named" in in_words(how)


# --- the people -------------------------------------------------------------------------------------------------------


def known(how: Explanation, name: str) -> tuple[str, int | None]:
    by = next(person.by for person in how.people if person.name.endswith(name))
    return by.source, by.sentence


def test_a_person_is_known_by_the_title_before_his_name_or_the_office_behind_it() -> None:
    how = told(
        ENVOY,
        "Saida Karimova, the deputy minister of energy of Tajikistan, was also present.",
        "The guests later saw a film.",
    )
    assert known(how, "Sharifzoda") == ("title before the name", 1)
    assert known(how, "Karimova") == ("apposition, the office behind the name", 2)
    envoy = next(person for person in how.people if person.name.endswith("Sharifzoda"))
    assert (envoy.office_from, envoy.side_from) == ("said", "said")


def test_a_person_without_an_office_is_looked_up_in_the_list_of_holders() -> None:
    how = told(ENVOY, "Shehbaz Sharif had spoken to the Tajik side in July.")
    assert known(how, "Shehbaz Sharif") == ("well-known holder", 2)
    premier = next(person for person in how.people if person.name.endswith("Shehbaz Sharif"))
    assert (premier.office_from, premier.side_from) == ("from the list of holders", "from the list of holders")


def test_the_known_holder_of_an_unnamed_office_is_marked_as_inferred() -> None:
    how = told("ISLAMABAD, Aug 2 (APP): Prime Minister Shehbaz Sharif met the Tajik president in Dushanbe on Friday.")
    rahmon = next(who for who in how.events[0].participants if who.participant.name == "Emomali Rahmon")
    assert rahmon.participant.inferred
    assert rahmon.source == "the known holder of “Tajik president”, inferred"


def test_those_who_are_only_spoken_of_stand_apart() -> None:
    line = told(ENVOY, "The envoy conveyed the greetings of President Emomali Rahmon to Jam Kamal Khan.").text[2]
    assert "Emomali Rahmon" in line.spoken_of
    assert "Emomali Rahmon" not in line.present


# --- sentences that told of an event, and those that did not ----------------------------------------------------------


def test_a_sentence_shows_states_people_phrases_and_its_event() -> None:
    line = told(ENVOY).text[1]
    assert line.states == ("PK", "TJ")
    assert line.present == ("Yusuf Sharifzoda", "Jam Kamal Khan")
    assert line.phrases["meeting"] == ("called on",)
    assert not set(line.phrases) & set(line.subject)
    assert line.events == (1,)
    assert line.untold == ()


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Jam Kamal Khan recalled that he met the Tajik minister last year.", "meeting: background"),
        ("Both hoped that the Tajik minister would visit Karachi.", "visit: only wished for"),
        ("China's foreign minister met the Russian one in Moscow.", "meeting: third states: CN, RU"),
    ],
)
def test_a_phrase_that_tells_of_no_event_says_why(sentence: str, why: str) -> None:
    assert why in why_none(told(ENVOY, sentence).text[2])


def test_a_deal_of_third_states_is_no_event() -> None:
    how = told(
        "TASHKENT: Uzbekistan and a Chinese firm signed an agreement on a solar plant.",
        "The firm has built plants in Pakistan.",
        title="Uzbekistan, Chinese firm sign solar deal",
    )
    assert how.events == ()
    assert "third states: CN" in why_none(how.text[1])


def test_a_headline_that_names_one_side_points_to_the_event() -> None:
    how = told(
        "ISLAMABAD, Aug 1 (APP): Foreign Minister Ishaq Dar spoke by telephone to Foreign Minister of Uzbekistan "
        "Bakhtiyor Saidov on Friday.",
        title="Dar discusses railway over phone",
    )
    assert [event.fields["type"].value for event in how.events] == ["call"]
    assert "only one side takes part: PK; event 1 is told in [1]" in why_none(how.text[0])


def test_an_event_in_an_article_that_is_not_relevant_is_no_event_of_it() -> None:
    how = told(
        "ISLAMABAD, Aug 1 (APP): Hockey and football were played before the tennis tournament began on Friday.",
        "At the cricket ground Ambassador of Tajikistan to Pakistan Yusuf Sharifzoda met Secretary Nadeem Arshad.",
        title="Diplomats from 42 countries at hockey championship, tennis tournament",
    )
    assert not how.relevant
    assert how.events == ()
    assert how.text[2].events == ()
    assert why_none(how.text[2]) == "meeting: meeting read, but the article is not relevant"


# --- the events -------------------------------------------------------------------------------------------------------


def test_each_field_of_an_event_has_its_sentence() -> None:
    how = told(
        "ISLAMABAD, Aug 1 (APP): The two countries want more trade.",
        "Ambassador of Tajikistan to Pakistan Yusuf Sharifzoda met Commerce Minister Jam Kamal Khan on Thursday.",
    )
    (event,) = how.events
    assert event.told_in == (2,)
    assert (event.fields["date"].value, event.fields["date"].sentence) == ("2025-07-31", 2)
    assert (event.fields["place"].value, event.fields["place"].source) == ("Islamabad", "dateline")
    assert {who.participant.name: who.sentence for who in event.participants} == {
        "Yusuf Sharifzoda": 2,
        "Jam Kamal Khan": 2,
    }


def test_a_place_that_no_sentence_of_the_event_says_is_that_of_the_event_with_the_same_people() -> None:
    how = told(
        "Commerce Minister Jam Kamal Khan arrived in Dushanbe on Friday on an official visit.",
        "He met Tajik Energy Minister Daler Juma.",
    )
    meeting = next(event for event in how.events if event.fields["type"].value == "meeting")
    assert (meeting.fields["place"].value, meeting.fields["place"].source) == ("Dushanbe", "as event 1")


def test_a_visit_that_is_only_told_of_beside_a_meeting_is_implied_by_it() -> None:
    how = told(
        "Commerce Minister Jam Kamal Khan met Tajik Energy Minister Daler Juma in Dushanbe on Friday.",
        "During his official visit he will see a power plant.",
    )
    visit = next(event for event in how.events if event.fields["type"].value == "visit")
    assert (visit.fields["type"].source, visit.told_in) == ("implied by a meeting", (2,))


def test_a_figure_has_its_sentence() -> None:
    how = told(ENVOY, "Jam Kamal Khan said that bilateral trade should be raised to $300 million.")
    assert [(it.fact.amount, it.sentence) for it in how.figures if hasattr(it.fact, "amount")] == [(300_000_000, 2)]


# --- by the command line ----------------------------------------------------------------------------------------------


def test_the_explanation_is_plain_text_that_fits_a_page() -> None:
    done = corridor("show", CALL, "--explain")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 110
    assert "\x1b" not in done.stdout
    headings = [line for line in lines if line[:1].strip()]
    assert headings[0] == "DPM Dar, Uzbek FM review progress on trans-Afghan railway"
    assert headings[1].startswith("Engagement: relevant, with UZ [0]; score ")
    assert headings[1].endswith(f"needed {THRESHOLD:.2f}")
    assert headings[2:5] == ["People", "Text", "Events"]
    assert "        tells of   event 1, call held" in lines
    assert any(re.match(r"  \[4\]  Prime Minister Shehbaz Sharif had travelled", line) for line in lines)
    assert "        no event   depart: travelled to: background" in lines


def test_the_explanation_in_json_says_the_same() -> None:
    done = corridor("show", CALL, "--explain", "--json")
    how = json.loads(done.stdout)
    assert how["events"][0]["fields"]["type"] == {"value": "call", "source": "said", "sentence": 1}
    assert how["text"][1]["events"] == [1]
    assert how["people"][1]["name"] == "Bakhtiyor Saidov"


def test_text_from_standard_input_is_explained() -> None:
    done = corridor("show", "-", "--explain", "--outlet", "app", "--published", "2025-08-01", input=ENVOY)
    assert "tells of   event 1, meeting held" in done.stdout


@pytest.mark.parametrize("options", [(), ("--explain", "--json"), ("--explain",)])
def test_a_bad_file_among_several_does_not_keep_the_others_from_being_shown(options: tuple[str, ...]) -> None:
    tajik = SAMPLE / "app/pages/ambassador-sarwar-tajik-energy-minister.html"
    done = corridor("show", "/no/such/file.html", CALL, SAMPLE / "app/pages/empty-body.html", tajik, *options)
    assert done.returncode == 2
    assert "/no/such/file.html can't be read" in done.stderr
    assert "empty-body.html: " in done.stderr
    assert "2 of 4 could not be shown" in done.stderr
    assert "trans-Afghan railway" in done.stdout
    assert "Tajik" in done.stdout
    if options != ("--explain",):
        assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


def test_one_page_that_is_no_article_is_not_a_wrong_call() -> None:
    done = corridor("show", SAMPLE / "app/pages/empty-body.html")
    assert done.returncode == 1


def saved(folder: Path, page: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a page that was saved elsewhere, with other words in it."""
    copy = folder / "page.html"
    shutil.copy(page, copy)
    text = copy.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    copy.write_text(text)
    return copy


def test_a_saved_page_says_itself_to_which_outlet_it_belongs(tmp_path: Path) -> None:
    article = json.loads(corridor("show", saved(tmp_path, CALL)).stdout)["article"]
    assert article["outlet"] == "app"
    assert article["url"].startswith("https://www.app.com.pk/national/")
    assert article["rules"]["body"] == "layout"


def test_where_the_canonical_link_is_missing_og_url_says_it(tmp_path: Path) -> None:
    page = saved(tmp_path, CALL, ('rel="canonical"', 'rel="alternate"'))
    assert json.loads(corridor("show", page).stdout)["article"]["outlet"] == "app"


@pytest.mark.parametrize("address", ["https://www.elsewhere.example/", "http://[nowhere/", ""])
def test_a_page_of_another_site_belongs_to_no_outlet(tmp_path: Path, address: str) -> None:
    page = saved(tmp_path, CALL, ("https://www.app.com.pk/", address))
    article = json.loads(corridor("show", page).stdout)["article"]
    assert (article["outlet"], article["url"]) == ("", page.as_uri())


def test_what_the_call_says_of_a_page_goes_before_what_the_page_says(tmp_path: Path) -> None:
    url = "https://elsewhere.example/1"
    article = json.loads(corridor("show", saved(tmp_path, CALL), "--url", url).stdout)["article"]
    assert (article["outlet"], article["url"]) == ("", url)


def test_a_page_without_a_known_outlet_that_can_not_be_read_asks_for_its_address(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Salt Lake Villages Get Their First Bus Line</h1>")
    done = corridor("show", page)
    assert done.returncode == 1
    assert "--url says where the page came from" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((str(CALL), "--published", "notadate"), "--published notadate is no moment: write YYYY-MM-DD"),
        (("file:///tmp/a%20page.html",), "file:///tmp/a%20page.html is the address of a file: give its path"),
        (("file:///tmp/a%20page.html",), "/tmp/a page.html"),
        ((str(SAMPLE),), "can't be read: Is a directory"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: tuple[str, ...], says: str) -> None:
    done = corridor("show", *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_file_that_is_only_half_a_gzip_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(b"\x1f\x8b\x08\x00")
    done = corridor("show", tmp_path / "page.html.gz")
    assert done.returncode == 2
    assert "can't be read" in done.stderr


def test_text_in_another_charset_is_a_wrong_call() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run([CORRIDOR, "show", "-"], input=b"caf\xe9", capture_output=True, env=environment, timeout=120)
    assert done.returncode == 2
    assert b"Standard input is no text in utf-8" in done.stderr
