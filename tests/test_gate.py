"""The gate loses no page that names both sides, however its bytes spell the names, and reads menus only once."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.outlets import outlets
from items import CENTRAL_ASIA, NotAnArticle, Page, UnreadablePage
from parsers.gate import Side, names, page_may_tell, side_of, stems, text_tells
from parsers.lexicon import cities, holders, scripts, states
from parsers.parse import parse_article
from tests.source_tree import ROOT

KEYWORDS: dict[str, Side] = names() | stems()
#: How a page may write a text, by encoders that know nothing of the gate.
SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "windows-1251, other letters as references": lambda text: text.encode("cp1251", "xmlcharrefreplace"),
    "windows-1252, other letters as references": lambda text: text.encode("cp1252", "xmlcharrefreplace"),
    "decimal references": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "hexadecimal references": lambda text: re.sub(r"[^\x00-\x7f]", lambda it: f"&#x{ord(it[0]):x};", text).encode(),
    "references in capitals with zeros": lambda text: re.sub(
        r"[^\x00-\x7f]", lambda it: f"&#X{ord(it[0]):06X};", text
    ).encode(),
    "JSON": lambda text: json.dumps(text)[1:-1].encode(),
    "JSON in capitals": lambda text: re.sub(r"[^\x00-\x7f]", lambda it: f"\\u{ord(it[0]):04X}", text).encode(),
    "JSON within JSON": lambda text: json.dumps(json.dumps(text))[1:-1].encode(),
}
BEFORE = (b"", b" ", b">", b"(", b"&quot;", b"\\n", b"\\u201c", b"\\u003cp\\u003e", "«".encode(), "«".encode("cp1251"))
AFTER = (b"", b" ", b"<", b".", b",", b"'s", b"&#8217;s", b"\\u2019s", b"-", b'"', "»".encode())


def page(body: bytes, kind: str = "text/html") -> Page:
    return Page(
        outlet="", identity="x", url="https://example.org/x", fetched_at=datetime(2025, 8, 1, tzinfo=UTC), status=200,
        body=body, headers={"content-type": kind},
    )  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_name_is_found_in_every_spelling(spelling: str) -> None:
    lost = [
        name
        for name, side in KEYWORDS.items()
        for form in (name, name.upper())
        if not page_may_tell(page(b"<p>" + SPELLINGS[spelling](form) + b"</p>"), home="PK" if side == "CA" else "UZ")
    ]
    assert lost == []


@settings(max_examples=400, deadline=None)
@given(
    ours=st.sampled_from([name for name, side in KEYWORDS.items() if side == "PK"]),
    theirs=st.sampled_from([name for name, side in KEYWORDS.items() if side == "CA"]),
    spellings=st.tuples(st.sampled_from(list(SPELLINGS)), st.sampled_from(list(SPELLINGS))),
    before=st.tuples(st.sampled_from(BEFORE), st.sampled_from(BEFORE)),
    after=st.tuples(st.sampled_from(AFTER), st.sampled_from(AFTER)),
    around=st.tuples(*3 * [st.binary(max_size=60)]),
    capitals=st.booleans(),
)
def test_a_page_with_both_sides_passes_whatever_stands_around_them(
    ours: str,
    theirs: str,
    spellings: tuple[str, str],
    before: tuple[bytes, bytes],
    after: tuple[bytes, bytes],
    around: tuple[bytes, bytes, bytes],
    capitals: bool,
) -> None:
    spelt = [
        before[number] + SPELLINGS[spellings[number]](name.upper() if capitals else name) + after[number]
        for number, name in enumerate((ours, theirs))
    ]
    # Behind "<": no bytes of the surroundings may be taken for letters of a name, or for the mark of UTF-16.
    body = b"<" + around[0] + b"<" + spelt[0] + b"<" + around[1] + b"<" + spelt[1] + b"<" + around[2]
    assert page_may_tell(page(body))


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-16", "Пакистан и Узбекистан"),
        ("koi8-r", "Пакистан и Узбекистан подписали соглашение"),
        ("iso8859-5", "Пакистан и Узбекистан подписали соглашение"),
        ("kz1048", "Пәкістан мен Қазақстан"),
        ("cp1254", "Pakistan, Türkmenistan, Aşgabat"),
    ],
)
def test_pages_in_charsets_of_another_kind_are_read_by_their_letters(charset: str, text: str) -> None:
    body = f"<p>{text}</p>".encode(charset)
    assert page_may_tell(page(body, f"text/html; charset={charset}"))


def test_words_of_a_name_may_be_parted_by_anything() -> None:
    for between in (" ", "&nbsp;", "\u00a0", "</b>\n<b>"):
        assert page_may_tell(page(f"<p>Nur-Sultan, Shehbaz{between}Sharif</p>".encode()))
    for between in (" ", "&nbsp;", "\u00a0", "\u200c", ""):
        assert page_may_tell(page(f"<p>اشک{between}آباد، اسلام{between}آباد</p>".encode()))


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan beat Sri Lanka in Colombo.",
        "Kazakhstan and Uzbekistan agreed on water.",
        "Oshkosh Corporation sold trucks to Pakistan.",
        "The package for Bishkek was lost.",
        "Казань сыграла с Пакистаном.",
    ],
)
def test_a_text_of_one_side_or_of_words_that_only_look_alike_is_no_dealing(text: str) -> None:
    assert not text_tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "PAKISTAN, UZBEKISTAN SIGN ACCORD",
        "The envoy of the Kyrgyz Republic called on Ishaq  Dar.",
        "Пакистано-узбекская комиссия заседала в Ташкенте.",
        "Қазақстан мен Пәкістан келісімге қол қойды.",
        "پاکستانی وزیر نے ازبک سفیر سے ملاقات کی",
    ],
)
def test_a_text_that_names_both_sides_passes_in_any_script(text: str) -> None:
    assert text_tells(text)
    assert page_may_tell(page(text.encode()))


def test_the_press_of_a_side_need_not_name_it() -> None:
    told = "The minister received the Uzbek ambassador in the capital."
    assert not text_tells(told)
    assert text_tells(told, home="PK")
    assert page_may_tell(page(told.encode()), home="PK")
    assert not text_tells(told, home="UZ")
    assert [side_of(country) for country in ("PK", "TM", "AF", None)] == ["PK", "CA", None, None]


def sample_pages() -> list[tuple[str, str]]:
    files = sorted(file for file in (ROOT / "sample").glob("*/pages/*.html*"))
    return [(file.parent.parent.name, str(file)) for file in files]


def test_no_page_of_the_sample_is_lost_whose_article_names_both_sides() -> None:
    told = 0
    for slug, file in sample_pages():
        body = (ROOT / file).read_bytes()
        fetched = Page(
            outlet=slug, identity=file, url="https://example.org/", fetched_at=datetime(2025, 8, 6, tzinfo=UTC),
            status=200, body=gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body,
        )  # fmt: skip
        try:
            article = parse_article(fetched, outlets().get(slug))
        except (NotAnArticle, UnreadablePage):
            continue
        if text_tells(article.text):
            told += 1
            assert page_may_tell(fetched), file
    assert told > 20


def test_names_in_other_scripts_are_of_names_that_the_lists_know() -> None:
    known = {*states(), *cities(), *(holder.name for holder in holders())}
    assert [name for name in scripts() if name not in known] == []
    rows = [(name, form) for name, forms in scripts().items() for form in forms]
    assert len({form for _, form in rows}) == len(rows), "a spelling stands twice"
    assert [form for _, form in rows if form != form.strip() or len(form) < 3 or re.search("[A-Za-z]", form)] == []
    # Names of states and peoples are what hardly any article does without.
    assert {"PK", *CENTRAL_ASIA} == {states()[name] for name in scripts() if name in states()}
