"""Pages of sites that nobody described, written by us: where the text stands, and what around it is none of it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from items import Article, NotAnArticle, Page
from parsers.parse import open_page, parse_article

HEADLINE = "Salt Lake Villages Get Their First Bus Line"
TEXT = (
    "The first bus to the villages at the salt lake left the district town on Monday with nine passengers on board.",
    "It needs two hours for a way that took the salt workers half a day on foot or on the back of a lorry.",
    "The driver, who grew up in the last village of the line, said that he would wait for whoever is late.",
    "A second bus is to follow in spring if the mine pays its share, as the council decided last week.",
)
TEASER = "Harvest festival draws visitors from three valleys to the old caravan town"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


BODY = paragraphs(*TEXT)


def page(html: str, url: str = "https://lake.example/bus") -> Page:
    day = datetime(2025, 8, 5, tzinfo=UTC)
    return Page(outlet="", identity="", url=url, fetched_at=day, status=200, body=html.encode(), headers={})


def read(html: str, url: str = "https://lake.example/bus") -> Article:
    return parse_article(page(html, url), None)


def around(text: str, *, above: str = "", below: str = "") -> str:
    """A page with a headline, and `text` somewhere in its middle."""
    return f"<body><div id='page'>{above}<main><h1>{HEADLINE}</h1>{text}</main>{below}</div></body>"


def teasers(count: int) -> str:
    return "".join(
        f"<div class=box><h3><a href=/{n}>{TEASER} {n}</a></h3><p>{TEXT[n % 4]}</p></div>" for n in range(count)
    )


@pytest.mark.parametrize(
    "html",
    [
        around(f"<div class=story>{BODY}</div>"),
        around(f"<div>{'<br><br>'.join(TEXT)}</div>"),
        around("".join(f"<div><div>{text}</div></div>" for text in TEXT)),
        around(f"<table><tr><td>{BODY}</td></tr></table>"),
        around(f"<section-of-ours>{BODY}</section-of-ours>"),
        around(f"<form>{BODY}</form>"),
        f"<h1>{HEADLINE}</h1>{BODY}",
    ],
    ids=["paragraphs", "line breaks", "boxes", "table", "invented element", "form", "bare"],
)
def test_the_text_is_found_however_it_is_set(html: str) -> None:
    article = read(html)
    assert (article.headline, article.body, article.rules["body"]) == (HEADLINE, TEXT, "generic")


@pytest.mark.parametrize(
    "other",
    [
        f"<nav>{paragraphs(*reversed(TEXT))}</nav>",
        f"<div class='relatedStories'><p>{TEASER} and home again, they said.</p></div>",
        f"<div class='wp-caption'>{TEASER}</div>",
        f"<ul><li><a href=/1>{TEASER}</a></li><li><a href=/2>{TEASER} 2</a></li></ul>",
        "<div class='newsletter-box'><p>Get the news of the valley into your mailbox each morning at six.</p></div>",
        "<div style='display: none'><p>You have read all of your free stories of this month.</p></div>",
        "<footer><p>All rights reserved by the Salt Lake Press Company, a company of the lake.</p></footer>",
        "<aside><p>The lake is the third largest of the plain and has no way out to the sea.</p></aside>",
    ],
    ids=["menu", "related", "caption", "links", "newsletter", "hidden", "footer", "aside"],
)
def test_what_stands_within_the_text_may_be_none_of_it(other: str) -> None:
    text = f"<div class=story>{paragraphs(*TEXT[:2])}{other}{paragraphs(*TEXT[2:])}</div>"
    assert read(around(text)).body == TEXT


def test_a_text_that_adverts_part_into_several_boxes_is_whole() -> None:
    told = [(text, f"{number}. {TEXT[number]}") for number, text in enumerate(reversed(TEXT))]
    parts = "".join(f"<div class='part'>{paragraphs(*both)}</div><div>Advertisement</div>" for both in told)
    assert read(around(f"<div>{parts}</div>")).body == tuple(text for both in told for text in both)


def test_teasers_around_the_text_are_none_of_it() -> None:
    html = around(f"<div class=x>{BODY}</div>", above=f"<div>{teasers(4)}</div>", below=f"<div>{teasers(9)}</div>")
    assert read(html).body == TEXT


def test_readers_comments_may_be_longer_than_the_text() -> None:
    said = "".join(
        f"<li class='comment-body'><p>{TEXT[n % 4]} {TEASER}, I say for the {n}th time.</p>" for n in range(30)
    )
    assert read(around(f"<div>{BODY}</div>", below=f"<ol class='comments'>{said}</ol>")).body == TEXT


def test_a_name_that_most_of_the_page_bears_says_nothing() -> None:
    widgets = "".join(f"<div class='text-widget'><p>{text}</p></div>" for text in TEXT)
    assert read(around(f"<div>{widgets}</div>")).body == TEXT


def test_a_layout_may_be_named_after_what_it_has() -> None:
    assert read(around(f"<div class='has-comments with-sidebar'>{BODY}</div>")).body == TEXT


def test_a_hidden_copy_for_machines_is_not_read() -> None:
    copy = f"<div itemscope itemtype='https://schema.org/Article' style='display:none'><div itemprop=articleBody>{BODY}"
    assert read(around(f"<div>{BODY}</div>{copy}</div></div>")).body == TEXT


def test_the_text_behind_a_paywall_is_read_where_the_page_has_it() -> None:
    assert (
        read(around(f"<div>{paragraphs(TEXT[0])}<div class=wall hidden>{paragraphs(*TEXT[1:])}</div></div>")).body
        == TEXT
    )


def test_the_lead_between_headline_and_text_belongs_to_it() -> None:
    lead = "Nine passengers and a goat were on the first bus"
    html = around(f"<div><h2 class=deck>{lead}</h2></div><div class=bar>By Gul Nar</div><div><div>{BODY}</div></div>")
    assert read(html).body == (lead, *TEXT)


def test_lines_of_author_and_date_before_the_text_are_none_of_it() -> None:
    lines = "<p>By Gul Nar, Salt Lake District</p><p>Updated 4 August 2025, 14:05, in the district town</p><p>3 min</p>"
    assert read(around(f"<div class=story>{lines}{BODY}<p>Share on everything</p></div>")).body == TEXT


def test_the_next_article_on_the_page_is_another_one() -> None:
    other = f"<article><h1>{TEASER}</h1>{''.join(f'<p>{text} {TEASER}.</p>' for text in TEXT * 3)}</article>"
    assert read(f"<main><article><h1>{HEADLINE}</h1><div>{BODY}</div></article>{other}</main>").body == TEXT


def test_a_list_of_teasers_is_no_article() -> None:
    with pytest.raises(NotAnArticle, match="list"):
        read(around(f"<div>{teasers(12)}</div>"))


def test_a_short_item_among_many_links_is_an_article() -> None:
    links = "".join(f"<li><a href=/{n}>{TEASER} {n}</a></li>" for n in range(60))
    assert read(around(f"<div>{BODY}</div>", below=f"<div class=more><ul>{links}</ul></div>")).body == TEXT


def test_an_item_with_a_film_is_an_article() -> None:
    film = '<script type="application/ld+json">{"@type": "VideoObject"}</script>'
    assert read(around(f"{film}<div>{BODY}</div>")).body == TEXT


# --- work -------------------------------------------------------------------------------------------------------------


def calls(html: str) -> int:
    """How many functions are called while the page is read: the same on every machine, however busy."""
    count = 0

    def one_more(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one_more)
    try:
        read(html)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        f"<div class='part'>{BODY}</div>",
        f"<p>{TEXT[0]}</p>",
        "<div>",
        "<div class='comment'><p>",
        f"<a href=/>{TEASER}</a><br><br>",
        f"<article><h1>{HEADLINE}</h1>",
        f"<div class='{' '.join(['share'] * 200)}'>{TEXT[1]}</div>",
    ],
)
def test_work_grows_as_the_page_does(unit: str) -> None:
    few, many = (calls(around(f"<div>{BODY}</div>{unit * count}")) for count in (100, 400))
    assert many < 6 * few


# --- what is asked before the text is looked for ----------------------------------------------------------------------

LINKED = (
    "<a href=/mine>The mine says that it paid more than its share for years, and shows</a> receipts to whoever asks."
)
IN_JSON = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{TEXT[0]}"}}</script>'


@pytest.mark.parametrize(
    "html",
    [
        around(f"<div class=story>{BODY}</div>"),
        around(f"<p>{TEXT[3]}</p><div class=story>{BODY}<h3>Timetable</h3><ul><li>Monday<li>Friday</ul></div>"),
        around(f"<div>{'<br><br>'.join(TEXT)}</div><table><tr><td>Fare</td><td>40</td></tr></table>"),
        around(f"<blockquote>{TEXT[0]}</blockquote>{paragraphs(*TEXT[1:])}<p>{LINKED}</p><p><b>No</b>body waits."),
        IN_JSON + around(BODY, above=teasers(3), below=teasers(3)),
        IN_JSON + around(f"<div class=teaser>{BODY}</div>{BODY}"),
    ],
)
def test_whatever_a_page_says_holds_every_word_of_its_article(html: str) -> None:
    said = open_page(page(html), None).whatever_it_says()
    assert said is not None
    article = read(html)
    assert set(article.text.split()) <= set(said.split())


def test_what_a_menu_links_is_not_among_it() -> None:
    menu = "<ul><li><a href=/a>Far Harbour</a></li><li><a href=/b>Near Harbour</a></li></ul>"
    said = open_page(page(around(BODY, above=menu, below=f"<aside>{menu}</aside>")), None).whatever_it_says()
    assert said and "Harbour" not in said


@pytest.mark.parametrize(
    "html",
    [
        around(f"<script>draw({TEXT!r})</script>"),
        around(f"<p>{TEXT[0]}</p>"),
        around(f"<ul>{''.join(f'<li>{text}</li>' for text in TEXT)}</ul>"),
        around(f"<footer>{BODY}</footer>"),
        around(f"<div class=comments>{BODY}</div><p>Nobody came."),
        around(f"<div itemprop=articleBody>{BODY}<a href=/x>Far Harbour</a></div>"),
    ],
    ids=["drawn by a script", "little", "a list", "in the footer", "comments", "marked"],
)
def test_of_a_page_whose_text_may_not_be_found_nothing_is_said(html: str) -> None:
    assert open_page(page(html), None).whatever_it_says() is None
