"""The word lists hold together: rows are well formed, and no spelling means two things."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

import pytest

from parsers.lexicon import any_of, bodies, capitals, cities, heads, holder_on, holders, state_names, states, table

COLUMNS = {
    "holders": ["name", "country", "office", "from", "to", "wikidata", "aliases"],
    "bodies": ["short", "name", "country", "city"],
    "cities": ["city", "country", "variants"],
    "states": ["code", "name", "capital", "forms"],
    "heads": ["head", "kind", "form"],
}
#: English words and first names with a capital that are places too; the lists leave these places out.
WORDS = {
    word
    for line in (
        "Aral Aksu Bagh Bath Danish Dir Dostyk Florence Gulistan Hazar Hub Male Manas Mary Milan Mobile Nice",
        "Oral Reading Samara Sanya Sibi Sofia Split Sydney Tank Turan Vahdat Wellington Ziarat Ali Ahmed Amir",
        "Asif Aziz Daniyar Dilshod Fatima Hassan Imran Irfan Kamran Madina Najaf Nasir Omar Rustam Sadia",
        "Sardor Shiraz Tariq Timur Usman Yusuf Zarina Adrian Austin Bella Carson Charlotte Chelsea Dallas",
        "Elena Jackson Jasper Kelly Lincoln Lucia Madison Maria Martin Medina Victoria Virginia April August",
        "Friday Hope March May Monday Pole Second Summit Sunday Union",
    )
    for word in line.split()
}


def first_day(text: str) -> date:
    """The first day of a day, month or year."""
    return date.fromisoformat((text + "-01-01")[:10])


@pytest.mark.parametrize("name", COLUMNS)
def test_a_list_has_its_columns_and_no_row_twice(name: str) -> None:
    rows = table(name)
    assert list(rows[0]) == COLUMNS[name]
    assert all(None not in row and None not in row.values() for row in rows), "a row with too many or too few cells"
    assert [row for row, times in Counter(tuple(row.values()) for row in rows).items() if times > 1] == []
    assert [row for row in rows for cell in row.values() if cell != cell.strip() or "  " in cell] == []


@pytest.mark.parametrize(
    ("name", "column"), [("holders", "aliases"), ("cities", "variants"), ("states", "forms"), ("holders", "name")]
)
def test_spellings_are_neither_empty_nor_repeated(name: str, column: str) -> None:
    for row in table(name):
        spellings = row[column].split("|") if row[column] else []
        usual = row["name"] if name == "holders" else row["city"] if name == "cities" else None
        all_of_them = spellings if column == "name" or usual is None else [usual, *spellings]
        assert all(all_of_them), row
        assert len(set(all_of_them)) == len(all_of_them), row


@pytest.mark.parametrize("name", ["holders", "bodies", "cities"])
def test_every_country_is_one_of_the_states(name: str) -> None:
    known = set(state_names()) | ({""} if name == "bodies" else set())
    assert {row["country"] for row in table(name)} - known == set()


def test_codes_are_iso_codes_and_each_form_names_one_state() -> None:
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in state_names())
    assert len(state_names()) == len(table("states"))
    forms = Counter(form for row in table("states") for form in row["forms"].split("|"))
    assert [form for form, times in forms.items() if times > 1] == []
    assert WORDS & set(forms) == set()


def test_every_capital_is_a_city_of_its_state() -> None:
    assert [code for code, city in capitals().items() if cities().get(city) != (city, code)] == []


def test_each_spelling_names_one_city_and_no_state() -> None:
    spellings = Counter(
        spelling for row in table("cities") for spelling in [row["city"], *filter(None, row["variants"].split("|"))]
    )
    assert [spelling for spelling, times in spellings.items() if times > 1] == []
    assert set(spellings) & set(states()) == set()


def test_no_city_is_a_common_first_name_or_an_english_word() -> None:
    assert WORDS & set(cities()) == set()


def test_every_city_of_a_body_is_known() -> None:
    assert [name for name, _, city in bodies().values() if city and city not in cities()] == []
    assert [row for row in table("bodies") if row["city"] and cities()[row["city"]][1] != row["country"]] == []


def test_each_abbreviation_means_one_body_and_a_full_name_is_found_too() -> None:
    shorts = Counter(row["short"] for row in table("bodies") if row["short"])
    assert [short for short, times in shorts.items() if times > 1] == []
    assert bodies()["ICCI"] == bodies()["Islamabad Chamber of Commerce and Industry"]
    assert bodies()["Nazarbayev University"] == ("Nazarbayev University", "KZ", "Astana")
    assert "" not in bodies()


def test_heads_are_in_small_letters_and_not_repeated() -> None:
    assert len(heads()) == len(table("heads"))
    assert [head for head in heads() if head != head.lower()] == []


@pytest.mark.parametrize("row", table("holders"), ids=lambda row: f"{row['name']}, {row['from']}")
def test_a_holder_is_well_formed(row: dict[str, str]) -> None:
    for day in (row["from"], row["to"]):
        assert not day or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day)
    if row["from"] and row["to"]:
        length = min(len(row["from"]), len(row["to"]))
        assert first_day(row["from"][:length]) <= first_day(row["to"][:length])
    assert re.fullmatch(r"(?:Q[1-9]\d*)?", row["wikidata"])
    assert row["office"]
    for spelling in [row["name"], *filter(None, row["aliases"].split("|"))]:
        assert len(re.findall(r"\w+", spelling)) > 1, "a single word is no full name"
        assert "," not in spelling


def test_a_person_has_one_item_and_the_same_spellings_in_all_his_terms() -> None:
    of_person = defaultdict(set)
    of_item = defaultdict(set)
    for row in table("holders"):
        of_person[row["name"]].add((row["country"], row["wikidata"], row["aliases"]))
        of_item[row["wikidata"]].add(row["name"])
    assert [name for name, found in of_person.items() if len(found) > 1] == []
    assert [names for item, names in of_item.items() if item and len(names) > 1] == []


def test_each_spelling_means_one_person() -> None:
    persons = defaultdict(set)
    for holder in holders():
        persons[holder.name.lower()].add(holder.person)
    assert [names for names in persons.values() if len(names) > 1] == []


def test_no_full_name_holds_another_persons() -> None:
    """Names are compared by their words: "Murad Ali" would be "Murad Ali Shah"."""
    spellings = {(holder.person, frozenset(re.findall(r"\w+", holder.name.lower()))) for holder in holders()}
    assert [
        (one, other)
        for (one, a), (other, b) in combinations(sorted(spellings, key=str), 2)
        if one != other and (a <= b or b <= a)
    ] == []


def test_the_terms_of_one_person_do_not_overlap_by_more_than_a_month() -> None:
    terms = defaultdict(list)
    for row in table("holders"):
        terms[row["name"]].append((row["from"] or "0000", row["to"] or "9999", row["office"]))
    allowed = {"Talant Mamytov"}  # speaker and acting president at once
    for name, found in terms.items():
        ordered = sorted(found)
        assert ordered == found or name in allowed, f"{name}: earlier terms first, the last one counts"
        for (_, until, _), (since, _, _) in zip(ordered, ordered[1:], strict=False):
            assert until[:7] <= since[: max(7, len(since))] or name in allowed, name


@pytest.mark.parametrize(
    ("day", "office"),
    [
        ("2019-06-01", "President of Kazakhstan"),
        ("2024-05-01", "Prime Minister of Pakistan"),
        ("2024-05-01", "Chief Minister of Punjab"),
        ("2021-06-01", "Foreign Minister of the Kyrgyz Republic"),
        ("2025-06-01", "Ambassador of Uzbekistan to Pakistan"),
        ("2018-06-01", "President of the Federation of Pakistan Chambers of Commerce and Industry"),
        ("2025-10-01", "Foreign Minister of Kazakhstan"),
    ],
)
def test_one_person_holds_an_office_on_a_day(day: str, office: str) -> None:
    found = {holder.person for holder in holders() if holder.holds_on(day) and holder.office == office}
    assert len(found) == 1


def test_nobody_shares_the_highest_offices_on_any_day() -> None:
    alone = re.compile(
        r"(?:Caretaker )?(?:President|Prime Minister|Finance Minister|Minister of (?:Defence|Commerce|Transport)|"
        r"Minister of Energy|Foreign Minister|Foreign Secretary|Chairman of the (?:Senate|Cabinet|Majilis)|"
        r"Speaker|Governor|Chief Minister|Chief of|Ambassador) "
    )
    days = [f"{year}-{month:02}-15" for year in range(2015, 2027) for month in range(1, 13)]
    for day in days:
        by_office = defaultdict(set)
        for row in holders():
            if (
                row.holds_on(day)
                and row.until != day
                and alone.match(row.office)
                and row.since
                and len(row.since) == 10
            ):
                by_office[row.office].add(row.person)
        assert {office: names for office, names in by_office.items() if len(names) > 1} == {}, day


def test_every_spelling_finds_the_holder_in_office_and_the_side_alone_out_of_it() -> None:
    then, later = "2023-01-10", "2023-10-10"
    for name in ("Shehbaz Sharif", "Shahbaz Sharif"):
        assert holder_on(name, then).office == "Prime Minister of Pakistan"
    assert holder_on("Shahbaz Sharif", later).office == "" and holder_on("Shahbaz Sharif", later).country == "PK"
    known = holder_on("Shahbaz Sharif", then)
    assert (known.name, known.person) == ("Shahbaz Sharif", "Shehbaz Sharif")
    assert {holder_on(holder.name, None).office for holder in holders()} == {""}


def test_a_month_or_a_year_counts_as_a_whole() -> None:
    assert holder_on("Sajjad Ahmed Seehar", "2022-12-31").office == "Ambassador of Pakistan to Kazakhstan"
    assert holder_on("Sajjad Ahmed Seehar", "2023-01-01").office == ""
    assert holder_on("Akan Rakhmetullin", "2021-12-31").office == "Ambassador of Kazakhstan to Pakistan"
    assert holder_on("Akan Rakhmetullin", "2022-01-01").office == ""


def test_any_of_finds_the_longest_word_with_any_white_space() -> None:
    pattern = re.compile(any_of(["New", "New York", "New Yorker", "York", "St. Ives"]))
    assert pattern.findall("New\n York, New Yorkers and New, StX Ives") == ["New\n York", "New Yorker", "New"]
    assert pattern.findall("New\tYork St. Ives") == ["New\tYork", "St. Ives"]
    assert re.fullmatch(any_of([]), "")
