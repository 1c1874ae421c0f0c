"""`corridor label` has no database: names mean in it whom they mean in the warehouse."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from pipeline import labelled
from tests.stories import GUEST, HOST, NOW
from tests.test_people import lists, newsroom, story  # noqa: F401 (newsroom is a fixture)
from warehouse.given import identified
from warehouse.lexicon import entries
from warehouse.occasions import Party, Report
from warehouse.resolve import resolve

#: Reports of the talks of some with the host, in each of them somebody's name in another spelling or less of it.
TOLD = [
    ("Sherzod Nizomov", "UZ", "Minister of Transport of Uzbekistan"),
    ("Sherzad Nizamov", "UZ", "Transport Minister"),
    ("Nizomov", "UZ", "Minister of Transport of Uzbekistan"),
    ("Nizomov", "UZ", None),
    ("Sherzod Nizomov", "TJ", "Deputy Minister of Transport of Tajikistan"),
    ("Kamal", "PK", "Minister for Railways of Pakistan"),
    ("Jamal Durrani", "PK", None),
    ("Nasir Jamal Durani", "PK", None),
    ("Botir Salimov", "UZ", "Ambassador of Uzbekistan to Pakistan"),
    ("Botir Salimov", "UZ", None),
    ("Salimov", "UZ", "Ambassador of Uzbekistan to Pakistan"),
    ("Zarina Ochilova", "UZ", "Deputy Minister of Health of Uzbekistan"),
]


def told(number: int, who: tuple[str, str, str | None], day: str = "2025-08-01") -> Report:
    name, country, office = who
    party = Party(name=name, country=country, office=office)
    return Report(
        id=number,
        type="meeting",
        status="held",
        date=day,
        place="Islamabad",
        sides=("PK", "UZ"),
        participants=(Party(name=HOST[0], country="PK", office=HOST[2]), party),
        published_at=datetime(2025, 8, 1, tzinfo=UTC),
        outlet="gazette",
        identity=str(number),
        company=(party,),
    )


def meant(*who: tuple[str, str, str | None], day: str = "2025-08-01") -> list[int | None]:
    found = identified([told(number, it, day) for number, it in enumerate(who)], entries(*lists()))
    return [report.participants[1].who for report in found]


def test_names_mean_the_same_as_in_the_warehouse(newsroom):  # noqa: F811
    newsroom.publish(*(story(str(number), HOST, who) for number, who in enumerate(TOLD)))
    resolve(newsroom.connection, NOW)
    held = [
        who
        for (who,) in newsroom.ask(
            "select person_id from core.report_participants as participants join core.event_reports using (report_id)"
            " join core.articles using (article_id) where participants.position = 1 order by identity::int"
        )
    ]
    found = meant(*TOLD)
    assert [who is None for who in found] == [who is None for who in held]
    assert [a == b for a, b in combinations(found, 2)] == [a == b for a, b in combinations(held, 2)]
    assert None in found
    assert len(set(found)) > 5


def test_a_family_name_means_who_held_the_office_on_that_day():
    minister = ("Kamal", "PK", "Minister for Railways of Pakistan")
    before, after = meant(minister, day="2024-05-01"), meant(minister)
    assert before == meant(("Wajid Kamal", "PK", None))
    assert after == meant(("Hamid Kamal", "PK", None))
    assert before != after


def test_company_is_identified_too():
    [report] = identified([told(0, GUEST)], entries(*lists()))
    assert report.company[0].who == report.participants[1].who is not None


def test_a_minister_under_both_his_names_is_at_one_meeting(tmp_path: Path):
    """The lexicon has a second name of his that no comparison of letters would find."""
    cases = [
        {
            "id": name,
            "outlet": outlet,
            "lang": "en",
            "published": "2025-08-01",
            "title": f"Commerce Minister receives {name}",
            "text": f"ISLAMABAD, Aug 1: Tajik {office} {name} met Commerce Minister Jam Kamal Khan in"
            " Islamabad on Friday and discussed trade between Pakistan and Tajikistan.",
        }
        for office, name, outlet in (
            ("Foreign Minister", "Sirojiddin Muhriddin", "app"),
            ("Special Representative", "Sirojiddin Aslov", "urdupoint"),
        )
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    first, second = ({event["cluster"] for event in line["events"]} for line in labelled.label(file))
    assert first == second != set()
