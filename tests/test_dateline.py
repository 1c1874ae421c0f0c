"""Datelines of the agencies and outlets that we read, and openings that only look like one."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.dateline import split_dateline, without_dateline

PUBLISHED = date(2025, 6, 10)
POINT = "UrduPoint / Pakistan Point News"


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "day"),
    [
        ("ISLAMABAD, (UrduPoint / Pakistan Point News - 3rd Mar, 2022 ) :", "Islamabad", POINT, date(2022, 3, 3)),
        ("ISLAMABAD, May 3 (UrduPoint / Pakistan Point News - 3rd May, 2023 ) :", "Islamabad", POINT, date(2023, 5, 3)),
        (
            "ISLAMABAD, Nov 8 (UrduPoint / Pakistan Point News - 08th Nov, 2016 ) : ",
            "Islamabad",
            POINT,
            date(2016, 11, 8),
        ),
        ("LAHORE, (UrduPoint / Pakistan Point News - 19th May, 2024) ", "Lahore", POINT, date(2024, 5, 19)),
        (
            "ISLAMABAD: (UrduPoint/UrduPoint / Pakistan Point News-May 18th, 2024) ",
            "Islamabad",
            f"UrduPoint/{POINT}",
            date(2024, 5, 18),
        ),
        (
            "PESHAWAR, (APP - UrduPoint / Pakistan Point News - 4th Jan, 2023 ) :",
            "Peshawar",
            f"APP - {POINT}",
            date(2023, 1, 4),
        ),
        (
            "Bishkek, (APP - UrduPoint / Pakistan Point News - 19th May, 2025) ",
            "Bishkek",
            f"APP - {POINT}",
            date(2025, 5, 19),
        ),
        (
            "MOSCOW (UrduPoint News / Sputnik - 29th April, 2020) ",
            "Moscow",
            "UrduPoint News / Sputnik",
            date(2020, 4, 29),
        ),
        ("ISLAMABAD, Jun 8 (APP):", "Islamabad", "APP", date(2025, 6, 8)),
        ("D.I. KHAN, Aug 1 (APP):", "D.I. Khan", "APP", date(2025, 8, 1)),
        ("ISLAMABAD, Aug. 1 (Xinhua) -- ", "Islamabad", "Xinhua", date(2025, 8, 1)),
        ("DUSHANBE, 2 July (Khovar) — ", "Dushanbe", "Khovar", date(2025, 7, 2)),
        ("ISLAMABAD, JUL 05 (DNA) – ", "Islamabad", "DNA", date(2025, 7, 5)),
        ("ISLAMABAD: JAN 14 /DNA/: ", "Islamabad", "DNA", date(2025, 1, 14)),
        ("TASHKENT, Uzbekistan, July 17. /Trend/. ", "Tashkent", "Trend", date(2025, 7, 17)),
        ("TASHKENT, Uzbekistan, November 8. ", "Tashkent", None, date(2025, 11, 8)),
        ("ASHGABAT, 2 July – ", "Ashgabat", None, date(2025, 7, 2)),
        ("LACHIN, AZERBAIJAN – ", "Lachin", None, None),
        ("LAHORE - ", "Lahore", None, None),
        ("ISLAMABAD: ", "Islamabad", None, None),
        ("Islamabad: ", "Islamabad", None, None),
        ("WASHINGTON/ISLAMABAD: ", "Washington/Islamabad", None, None),
        ("RAHIM YAR KHAN: ", "Rahim Yar Khan", None, None),
        ("Islamabad: 16 May 2025. ", "Islamabad", None, date(2025, 5, 16)),
        ("Islamabad: 23rd May, 2023: ", "Islamabad", None, date(2023, 5, 23)),
        ("Islamabad, the 3rd of May, 2023: ", "Islamabad", None, date(2023, 5, 3)),
        ("Islamabad - 12 May 2025 - ", "Islamabad", None, date(2025, 5, 12)),
        ("Islamabad (12 May 2025): ", "Islamabad", None, date(2025, 5, 12)),
        ("Tashkent, Uzbekistan – May 5, 2025: ", "Tashkent", None, date(2025, 5, 5)),
        ("Islamabad, May 5, 2025 – (Web Desk) ", "Islamabad", "Web Desk", date(2025, 5, 5)),
        ("ISLAMABAD -- (APP) ", "Islamabad", "APP", None),
        ("ISLAMABAD:, June 2 (APP): ", "Islamabad", "APP", date(2025, 6, 2)),
        ("ISLAMABAD: (Web Desk) ", "Islamabad", "Web Desk", None),
        ("ISLAMABAD | ", "Islamabad", None, None),
        ("Islamabad- ", "Islamabad", None, None),
        ("ISLAMABAD. KAZINFORM – ", "Islamabad", "KAZINFORM", None),
        ("ASTANA. November 5. KazTAG - ", "Astana", "KazTAG", date(2025, 11, 5)),
        ("BISHKEK, February 19. /Kabar/. ", "Bishkek", "Kabar", date(2025, 2, 19)),
        ("BISHKEK (24.kg) – ", "Bishkek", "24.kg", None),
        ("DUSHANBE, 25.10.2023 (NIAT Khovar) – ", "Dushanbe", "NIAT Khovar", date(2023, 10, 25)),
        ("DUSHANBE, December 16, 2022, Asia-Plus -- ", "Dushanbe", "Asia-Plus", date(2022, 12, 16)),
        ("Tashkent, Uzbekistan (UzDaily.com) -- ", "Tashkent", "UzDaily.com", None),
        ("TASHKENT, 18 February. /“Dunyo” IA/. ", "Tashkent", "“Dunyo” IA", date(2025, 2, 18)),
        ("SAMARKAND (Uzbekistan), Jun 8 (APP): ", "Samarkand", "APP", date(2025, 6, 8)),
        ("Tashkent [Uzbekistan], May 5 (ANI): ", "Tashkent", "ANI", date(2025, 5, 5)),
        (
            "NUR-SULTAN (UrduPoint News / Sputnik - 06th December, 2021) ",
            "Nur-Sultan",
            "UrduPoint News / Sputnik",
            date(2021, 12, 6),
        ),
        ("AWAZA – ", "Awaza", None, None),
        ("Qingdao: ", "Qingdao", None, None),
        ("nCa, Ashgabat, 12 May 2025 – ", "Ashgabat", "nCa", date(2025, 5, 12)),
        ("Staff Reporter ISLAMABAD: ", "Islamabad", "Staff Reporter", None),
        ("HANDOUT NO. 1127 LAHORE, June 2: ", "Lahore", None, date(2025, 6, 2)),
        ("PR No. 161/2023 Islamabad, 20 July 2023: ", "Islamabad", None, date(2023, 7, 20)),
        ("AKIPRESS.COM - ", None, "AKIPRESS.COM", None),
        ("Kun.uz – ", None, "Kun.uz", None),
        ("(Web Desk) ", None, "Web Desk", None),
        ("АСТАНА. КАЗИНФОРМ – ", "Астана", "КАЗИНФОРМ", None),
        ("ТАШКЕНТ. ", "Ташкент", None, None),
        ("ТАШКЕНТ, 1 мар — Sputnik. ", "Ташкент", "Sputnik", date(2025, 3, 1)),
        ("ИСЛАМАБАД, 26 января. /ИА «Дунё»/. ", "Исламабад", "ИА «Дунё»", date(2025, 1, 26)),
        ("Бишкек, 02.02.22. /Кабар/. ", "Бишкек", "Кабар", date(2022, 2, 2)),
        ("Душанбе, 17.03.2016.(АМИТ Ховар).-", "Душанбе", "АМИТ Ховар", date(2016, 3, 17)),
        ("Ташкент, Узбекистан (UzDaily.uz) — ", "Ташкент", "UzDaily.uz", None),
        ("Узбекистан, Ташкент – АН Podrobno.uz. ", "Ташкент", "АН Podrobno.uz", None),
        (
            "اسلام آباد ۔ (اُردو پوائنٹ اخبارتازہ ترین - اے پی پی۔ 24 اپریل2018ء) ",
            "اسلام آباد",
            "اے پی پی",
            date(2018, 4, 24),
        ),
        ("راولپنڈی: (دنیا نیوز) ", "راولپنڈی", "دنیا نیوز", None),
        ("اسلام آباد: ", "اسلام آباد", None, None),
    ],
)
@pytest.mark.parametrize("sentence", ["Minister for Railways spoke.", "Талнын бойы сөз сүйлөдү.", "“Talks,” he said."])
def test_a_dateline_gives_place_agency_and_day(
    dateline: str, place: str | None, agency: str | None, day: date | None, sentence: str
) -> None:
    found, rest = split_dateline(dateline + sentence, PUBLISHED)
    assert found is not None
    assert (found.place, found.agency, found.day) == (place, agency, day)
    assert rest == sentence
    assert found.text == dateline.rstrip()


@pytest.mark.parametrize(
    "paragraph",
    [
        "PM: we will build the road.",
        "Exclusive: the talks go on.",
        "EXCLUSIVE: the talks go on.",
        "BREAKING - the talks go on.",
        "SCO: the members met.",
        "TAPI - a pipeline that is long in coming.",
        "COVID-19 cases fell.",
        "PML-N leaders met.",
        "NATO (North Atlantic Treaty Organization) said no.",
        "Foreign Office (APP) said no.",
        "Kazakhstan, (which lies north) said no.",
        "Uzbekistan: a land of cotton.",
        "Islamabad - Tashkent flights will begin.",
        "Islamabad-Tashkent flights will begin.",
        "Islamabad- Tashkent flights will begin.",
        "Islamabad – Tashkent flights will begin.",
        "Islamabad and Tashkent",
        "Lahore Chamber of Commerce",
        "Reporter without a desk: three words.",
        "Our correspondent in Lahore says no.",
        "No 5 of the list is Lahore: it is large.",
        "Gazeta.uz reports that it rained.",
        "Press release of the embassy.",
        "On Tuesday, May 3 – the day of the talks – it rained.",
        "President Zardari – on a visit – said no.",
        "ISLAMABAD, Pakistan and Uzbekistan: three words that rhyme.",
        "The Prime Minister said no.",
        "В Ташкенте прошли переговоры.",
        "اسلام آباد میں مذاکرات ہوئے۔",
        "",
    ],
)
def test_what_only_looks_like_a_dateline_stays(paragraph: str) -> None:
    assert split_dateline(paragraph, PUBLISHED) == (None, paragraph)


def test_a_dash_without_blanks_ends_a_dateline_before_a_capital_letter() -> None:
    found, rest = split_dateline("ISLAMABAD-Minister for Railways spoke.", PUBLISHED)
    assert found is not None
    assert (found.place, rest) == ("Islamabad", "Minister for Railways spoke.")
    assert split_dateline("ISLAMABAD-bound trains are late.", PUBLISHED)[0] is None


TEXT = "Minister for Railways spoke."


@pytest.mark.parametrize(
    ("paragraphs", "place", "day"),
    [
        (["Rawalpindi - July 26, 2025 No PR-214/2025-ISPR", TEXT], "Rawalpindi", date(2025, 7, 26)),
        (["No PR-214/2025-ISPR", "Rawalpindi - July 26, 2025", TEXT], "Rawalpindi", date(2025, 7, 26)),
        (["HANDOUT NO. 1127", "LAHORE, June 2:", TEXT], "Lahore", date(2025, 6, 2)),
        (["Staff Reporter", "Lahore", TEXT], "Lahore", None),
        (["By Our Correspondent", "LAHORE", TEXT], "Lahore", None),
        (["AHMED ALI KHAN", "ISLAMABAD: " + TEXT], "Islamabad", None),
        (["Islamabad", "20 July 2023", TEXT], "Islamabad", date(2023, 7, 20)),
        (["20 July 2023", "Islamabad", TEXT], "Islamabad", date(2023, 7, 20)),
        (["Islamabad, 20 July 2023", TEXT], "Islamabad", date(2023, 7, 20)),
        ([TEXT, "Islamabad 20 July 2023"], "Islamabad", date(2023, 7, 20)),
        ([TEXT, "Islamabad", "20 July 2023"], "Islamabad", date(2023, 7, 20)),
        (["PR No. 161/2023", TEXT, "Islamabad", "20 July 2023"], "Islamabad", date(2023, 7, 20)),
    ],
)
def test_a_dateline_on_lines_of_its_own_is_taken_off_with_the_credits_around_it(
    paragraphs: list[str], place: str, day: date | None
) -> None:
    dateline, rest = without_dateline(paragraphs, PUBLISHED)
    assert dateline is not None
    assert (dateline.place, dateline.day, rest) == (place, day, [TEXT])


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        [TEXT],
        [*[TEXT] * 5, "Islamabad"],
        ["Staff Reporter", TEXT],
        [TEXT, "He left Islamabad on 20 July 2023."],
        ["THREE MORE POINTS", TEXT],
    ],
)
def test_paragraphs_without_a_dateline_stay(paragraphs: list[str]) -> None:
    assert without_dateline(paragraphs, PUBLISHED) == (None, paragraphs)


@pytest.mark.parametrize("below", [["Islamabad 20 July 2023"], ["Islamabad", "20 July 2023"]])
def test_a_long_release_ends_with_place_and_day(below: list[str]) -> None:
    dateline, rest = without_dateline(["PR No. 161/2023", *[TEXT] * 5, *below], PUBLISHED)
    assert dateline is not None
    assert (dateline.place, dateline.day, rest) == ("Islamabad", date(2023, 7, 20), [TEXT] * 5)


def test_lines_above_the_dateline_that_are_text_stay() -> None:
    dateline, rest = without_dateline(["• Three flights are back", f"LAHORE: {TEXT}"], PUBLISHED)
    assert dateline is not None
    assert rest == ["• Three flights are back", TEXT]


def test_a_heading_in_the_place_of_the_place_is_no_place() -> None:
    found, rest = split_dateline("НОВОСТИ В МИРЕ, 7 февраля. /УЗИНФОРМ/. Накануне", PUBLISHED)
    assert found is not None
    assert (found.place, found.agency, rest) == (None, "УЗИНФОРМ", "Накануне")


def test_a_day_without_a_year_is_unknown_when_nothing_tells_the_year() -> None:
    found, _ = split_dateline("ISLAMABAD, Jun 8 (APP):The envoy", None)
    assert found is not None
    assert found.day is None


@settings(deadline=None)
@given(st.text(alphabet="ABC abc.,:;-–—/()1289'’۔", max_size=400))
def test_any_paragraph_is_a_dateline_and_its_rest(paragraph: str) -> None:
    found, rest = split_dateline(paragraph, PUBLISHED)
    assert paragraph.endswith(rest)
    assert found is None or paragraph.startswith(found.text)


@pytest.mark.parametrize("part", ["A", "ISLAMABAD ", "A-", "Abc Def ", "(", "A, ", "ISLAMABAD" + " " * 900, "MAY 1, "])
def test_a_hostile_paragraph_takes_no_time(part: str) -> None:
    begun = time.process_time()
    for _ in range(100):
        split_dateline(part * 20_000, PUBLISHED)
    assert time.process_time() - begun < 2
