"""Pages of sites that nobody described, written by us: the day that they show, and days that are not theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from items import Article, Page
from parsers.parse import parse_article
from parsers.world_days import read_world_day

HEADLINE = "Salt Lake Villages Get Their First Bus Line"
TEXT = (
    "The first bus to the villages at the salt lake left the district town on Monday with nine passengers on board.",
    "It needs two hours for a way that took the salt workers half a day on foot or on the back of a lorry, he said.",
)
BODY = "".join(f"<p>{text}</p>" for text in TEXT)
OTHER = "<div class=box><h3><a href=/1>Harvest festival of three valleys</a></h3><p>1 July 2025</p></div>"


def read(html: str, head: str = "", language: str = "") -> Article:
    day = datetime(2025, 8, 9, tzinfo=UTC)
    body = f"<html lang='{language}'><head>{head}</head><body>{html}</body></html>".encode()
    return parse_article(
        Page(outlet="", identity="", url="https://lake.example/bus", fetched_at=day, status=200, body=body, headers={}),
        None,
    )


def day_of(html: str, head: str = "", language: str = "") -> str | None:
    at = read(html, head, language).published_at
    return at.date().isoformat() if at else None


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>{HEADLINE}</h1><div>4 August 2025</div>{BODY}",
        f"<div>4 August 2025</div><h1>{HEADLINE}</h1>{BODY}",
        f"<h1>{HEADLINE}</h1><ul><li><a href=/2025/8/4>Aug 4, 2025 18:29</a></ul>{BODY}",
        f"<h1>{HEADLINE}</h1><div>By Gul Nar</div>{BODY}<div class=meta>Posted on 04.08.2025</div>",
        f"<h1>{HEADLINE}</h1>{BODY}{'<p><a href=/x>More</a></p>' * 20}<div class=entry-date>04.08.2025</div>",
        f"<div class=today-bar>9 August 2025</div><h1>{HEADLINE}</h1><p>4 August 2025</p>{BODY}",
        f"<h1>{HEADLINE}</h1><p>Updated 6 August 2025</p><p>Published 4 August 2025</p>{BODY}",
    ],
    ids=["below", "above", "in a link", "at the end", "called so elsewhere", "beside a clock", "beside an update"],
)
def test_the_day_is_found_beside_headline_and_text(html: str) -> None:
    assert day_of(f"<main>{html}</main>") == "2025-08-04"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>{HEADLINE}</h1>{BODY}{'<p><a href=/x>More</a></p>' * 20}{OTHER}",
        f"{OTHER}{'<p><a href=/x>More</a></p>' * 20}<h1>{HEADLINE}</h1>{BODY}",
        f"<h1>{HEADLINE}</h1>{BODY}<footer>© 1 January 2025 Salt Lake Press</footer>",
        f"<h1>{HEADLINE}</h1><p>Last updated on 6 August 2025</p>{BODY}",
        f"<h1>{HEADLINE}</h1>{BODY}<p>The line was planned since 3 May 1998, when the road was built, and waited for "
        "its bus through four councils, two floods and the end of the mine, until a driver was found for it.</p>",
    ],
    ids=["teaser below", "teaser above", "copyright", "update", "told in the text"],
)
def test_a_day_that_is_not_the_articles_is_not_taken(html: str) -> None:
    assert day_of(f"<main>{html}</main>") is None


@pytest.mark.parametrize(
    ("declared", "shown", "at"),
    [
        ("2025-08-03T21:15:00Z", "4 August 2025", "2025-08-04T00:15:00+03:00"),
        ("2025-08-04T02:30:00Z", "3 August 2025", "2025-08-03T23:30:00-03:00"),
        ("2025-08-04T12:00:00Z", "4 August 2025", "2025-08-04T12:00:00+00:00"),
        ("2025-08-04T00:15:00+05:00", "3 August 2025", "2025-08-04T00:15:00+05:00"),
        ("2025-08-01T12:00:00Z", "4 August 2025", "2025-08-01T12:00:00+00:00"),
    ],
    ids=["east", "west", "the same", "declared with a zone", "too far"],
)
def test_a_moment_in_utc_is_given_on_the_day_that_the_page_shows(declared: str, shown: str, at: str) -> None:
    meta = f"<meta property='article:published_time' content='{declared}'>"
    article = read(f"<h1>{HEADLINE}</h1><p class=date>{shown}</p>{BODY}", meta)
    assert article.published_at is not None
    assert article.published_at.isoformat() == at


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("3 de marzo de 2020", "es", "2020-03-03"),
        ("Samstag, 3. März 2020", "de", "2020-03-03"),
        ("le 3 février 2020 à 14h05", "fr", "2020-02-03"),
        ("3 Mart 2020 Salı", "tr", "2020-03-03"),
        ("3 березня 2020", "uk", "2020-03-03"),
        ("2020. március 3.", "hu", "2020-03-03"),
        ("2020年3月3日 14:05", "zh", "2020-03-03"),
        ("2020.03.03 14:05", "ko", "2020-03-03"),
        ("الجمعة 3 آذار / مارس 2020", "ar", "2020-03-03"),
        ("3. 3. 2020", "cs", "2020-03-03"),
        ("03/04/2020", "it", "2020-04-03"),
        ("03/04/2020", "en-US", "2020-03-04"),
        ("03/04/2020", "en-GB", "2020-04-03"),
        ("04/23/2020", "en", "2020-04-23"),
        ("03/04/2020", "en", None),
        ("31 février 2020", "fr", None),
        ("12 members of 2024", "en", None),
    ],
)
def test_days_are_read_in_the_languages_of_the_worlds_press(text: str, language: str, day: str | None) -> None:
    assert read_world_day(text, language) == (date.fromisoformat(day) if day else None)


def test_a_page_that_is_declared_as_no_article_has_its_day_all_the_same() -> None:
    head = '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2025-08-04T10:00+05:00"}</script>'
    assert day_of(f"<h1>{HEADLINE}</h1>{BODY}", head) == "2025-08-04"


def test_the_headline_of_a_blog_is_the_smaller_heading_that_its_title_names() -> None:
    html = f"<h1>The Salt Lake Diary</h1><h2>{HEADLINE}</h2>{BODY}"
    article = read(html, f"<title>{HEADLINE} - The Salt Lake Diary</title>")
    assert (article.headline, article.rules["headline"]) == (HEADLINE, "title, printed as in a heading")


def test_a_headline_made_for_search_engines_gives_way_to_the_one_that_readers_see() -> None:
    made = "Salt Lake Bus Line: Route, Times and Prices"
    head = f"""<title>{made}</title><meta property="og:title" content="{HEADLINE}">
        <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{made}"}}</script>"""
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", head).headline == HEADLINE


def test_a_sites_name_behind_the_shared_title_is_no_part_of_the_headline() -> None:
    head = f'<meta property="og:title" content="{HEADLINE} | Valley | 04.08.2025">'
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", head).headline == HEADLINE


# --- days in scripts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [
        '<script>window.__STATE__ = {"story": {"publishedAt": "2025-08-04T10:15:00Z", "id": 7}};</script>',
        '<script type="application/json">"{\\"story\\": {\\"datePublished\\": \\"2025-08-04\\"}}"</script>',
        '<script>state = {"dateCreated": "2025-08-03", "publicationDate": "2025-08-04"}</script>',
        '<p><script>showDate("2025/08/04 10:15:00")</script></p>',
    ],
    ids=["state", "state as a text", "created and published", "printed"],
)
def test_the_day_in_a_script_counts_where_nothing_else_tells_it(script: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1>{BODY}{script}")
    assert article.published_at and article.published_at.date() == date(2025, 8, 4)
    assert article.rules["published_at"] == "script"
    assert day_of(f"<h1>{HEADLINE}</h1><p>5 August 2025</p>{BODY}{script}") == "2025-08-05"


@pytest.mark.parametrize(
    "script",
    [
        '<script>news = [{"publishedAt": "2025-08-04"}, {"publishedAt": "2025-08-03"}]</script>',
        '<script>start("2025/08/04", 7)</script>',
        '<script>user = {"lastLogin": "2025-08-04"}</script>',
        '<script src="/x.js">showDate("2025/08/04")</script>',
    ],
    ids=["of several items", "for something else", "of something else", "not its own"],
)
def test_other_days_in_scripts_do_not_count(script: str) -> None:
    assert day_of(f"<h1>{HEADLINE}</h1>{BODY}{script}") is None


@pytest.mark.parametrize("behind", ["}", "}]", ";", " // end"])
def test_what_stands_behind_the_end_of_a_json_ld_block_does_no_harm(behind: str) -> None:
    block = '{"@type": "NewsArticle", "datePublished": "2025-08-04T23:30:00+05:00"}'
    head = f'<script type="application/ld+json">{block}{behind}</script>'
    assert day_of(f"<h1>{HEADLINE}</h1><p>1 August 2025</p>{BODY}", head) == "2025-08-04"
