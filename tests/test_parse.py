"""Pages written by us, with the traps of the real layouts, and the articles that must be read on them."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawlers.outlets import outlets
from items import Article, Dateline, Layout, NotAnArticle, Outlet, Page, UnreadablePage
from parsers.parse import article_from_text, parse_article

OUTLETS = outlets()
URLS = {
    "urdupoint": "https://www.urdupoint.com/en/pakistan/rail-envoys-discuss-the-line-to-termez-1912345.html",
    "app": "https://www.app.com.pk/national/rail-envoys-discuss-the-line-to-termez/",
    "radio_pakistan": "https://radio.gov.pk/01-08-2025/rail-envoys-discuss-the-line-to-termez",
    "elsewhere": "https://news.example/2025/08/01/rail-envoys",
}
HEADLINE = "Rail Envoys Discuss The Line To Termez"
LEAD = "Railway envoys of Pakistan and Uzbekistan on Friday discussed the line that is to join Peshawar with Termez"
SECOND = "The line will be the shortest way from the sea to the cotton towns, the envoy of Uzbekistan said."
FIRST = date(2025, 8, 1)
UNDATED = replace(OUTLETS["app"], slug="undated", url_date=None, layouts=(Layout(body=("div.story",)),))


def page(
    html: str | bytes, outlet: str = "urdupoint", *, url: str | None = None, content_type: str = "text/html"
) -> Page:
    return Page(
        outlet=outlet,
        identity="1",
        url=url or URLS.get(outlet, URLS["elsewhere"]),
        fetched_at=datetime(2025, 8, 5, 4, tzinfo=UTC),
        status=200,
        body=html.encode() if isinstance(html, str) else html,
        headers={"content-type": content_type},
    )


def read(html: str | bytes, outlet: str = "urdupoint", **of_page: str) -> Article:
    return parse_article(page(html, outlet, **of_page), OUTLETS.get(outlet))


def block(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def json_ld(**fields: object) -> str:
    article = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2025-08-01T15:32:37+0500"}
    return block(json.dumps(article | fields))


def urdupoint(body: str, *, head: str | None = None, h1: str = HEADLINE) -> str:
    """A page as UrduPoint builds it, around the `body` in its container."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{h1} - UrduPoint</title>
      {block('{"@type": "Organization", "name": "UrduPoint"}')}
      {json_ld(author={"@type": "Person", "name": "Sumaira FH"}) if head is None else head}</head><body>
      <ul class="bread_crumb_en"><li>Home</li><li>Pakistan</li></ul><div id="main_content"><div class="news_article">
      <h1>{h1}</h1><p class="art_info_bar"><span class="article-date"><a href="/en/team/x.html">Sumaira FH</a></span>
      <a href="#"><span>(@handle)</span></a> <span class="article-date">7 seconds ago</span>
      <span class="article-date">Fri 01st August 2025 | 03:32 PM</span></p><div class="detail_txt">{body}</div>
      <div class="social_sharer">Share</div><div class="widget"><h3>Related Topics</h3><a href="#">Rail</a></div></div>
      <div class="side_bar"><h3>More Stories From Pakistan</h3><p>Another story of the day that is none of ours.</p>
      </div></div></body></html>"""


DATELINE = "ISLAMABAD, (UrduPoint / Pakistan Point News - 1st Aug, 2025 ) :"
BODY = f"<h2>{LEAD}</h2><p>{DATELINE}{LEAD}.</p><p>{SECOND}</p>"

# --- whole pages ------------------------------------------------------------------------------------------------------


def test_a_page_of_urdupoint_is_read_without_its_repetitions() -> None:
    article = read(urdupoint(BODY))
    assert article.headline == HEADLINE
    assert article.body == (f"{LEAD}.", SECOND)
    assert article.author == "Sumaira FH"
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_precision) == ("2025-08-01T15:32:37+05:00", "moment")
    assert article.language == "en"
    assert article.dateline is not None
    assert article.dateline.text == DATELINE
    assert (article.dateline.place, article.dateline.day) == ("Islamabad", date(2025, 8, 1))
    assert article.rules["published_at"] == "json-ld"
    assert article.rules["body"] == "layout"


def test_the_breadcrumb_of_app_is_no_part_of_the_headline() -> None:
    article = read(
        f"""<html lang="en-US"><head><title>{HEADLINE} - Associated Press of Pakistan</title>
        <meta property="og:title" content="{HEADLINE} - Associated Press Of Pakistan">
        <meta property="og:type" content="article"></head><body><h1 class="entry-title"><div class="entry-crumbs">
        <a>Home</a><a>National</a></div>{HEADLINE}</h1><time class="entry-date" datetime="2025-08-01T12:05:00+05:00">
        </time><div class="td-post-content"><p>ISLAMABAD, Aug 1 (APP):{LEAD}.</p><div class="td-a-rec">Advert</div>
        <p>{SECOND}</p><div class="td_block_related_posts"><p>Some other story of the week.</p></div></div>""",
        "app",
    )
    assert article.headline == HEADLINE
    assert article.body == (f"{LEAD}.", SECOND)
    assert article.dateline == Dateline(text="ISLAMABAD, Aug 1 (APP):", place="Islamabad", agency="APP", day=FIRST)
    assert article.published_at == datetime(2025, 8, 1, 7, 5, tzinfo=UTC)


def test_a_glued_breadcrumb_is_seen_even_without_metadata() -> None:
    html = f"<title>{HEADLINE}</title><h1><a>Home</a><a>National</a>{HEADLINE}</h1><time datetime='2025-08-01'></time>"
    article = read(f"{html}<div class='td-post-content'><p>{LEAD}.</p></div>", "app")
    assert (article.headline, article.rules["headline"]) == (HEADLINE, "title")


def test_the_visitors_clock_of_radio_pakistan_is_not_the_date() -> None:
    article = read(
        f"""<html><body><div class="clock">Tuesday, 5 August 2025, 09:00:09 am</div><article><h1>{HEADLINE}</h1>
        <p>August 1, 2025</p><p>{LEAD}.</p><p>{SECOND}</p><p>Share:</p></article></body></html>""",
        "radio_pakistan",
    )
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_precision) == ("2025-08-01T00:00:00+05:00", "day")
    assert article.rules["published_at"] == "url"
    assert article.body == (f"{LEAD}.", SECOND)


def test_an_unknown_site_is_read_by_general_rules() -> None:
    text = "".join(f"<p>{LEAD}, for the {number}th time this year. {SECOND}</p>" for number in range(4, 9))
    article = read(
        f"""<html lang="en"><head>{json_ld()}</head><body><nav><a href="/">Home</a></nav><main><article><h1>{HEADLINE}
        </h1><div class="x">{text}</div></article></main><footer>All rights reserved</footer></body></html>""",
        "elsewhere",
    )
    assert article.rules["body"] == "generic"
    assert len(article.body) == 5
    assert article.body[0].startswith(LEAD)
    assert article.published_at == datetime(2025, 8, 1, 10, 32, 37, tzinfo=UTC)


def test_an_unknown_site_may_leave_the_date_open() -> None:
    html = f"<h1>{HEADLINE}</h1><div itemprop='articleBody'><p>{LEAD}.</p></div>"
    article = read(html, "elsewhere", url="https://news.example/rail")
    assert (article.published_at, article.published_precision) == (None, None)
    assert article.body == (f"{LEAD}.",)


def test_the_text_in_json_ld_is_the_last_resort() -> None:
    html = f"<html><head>{json_ld(articleBody=LEAD + '.' + chr(10) + SECOND)}</head><body></body></html>"
    article = read(html, "elsewhere")
    assert (article.body, article.rules["body"]) == ((f"{LEAD}.", SECOND), "json-ld")


# --- the text ---------------------------------------------------------------------------------------------------------

ADVERT = '<div id="div-gpt-ad-1"><script>googletag.cmd.push(function() { display("x"); });</script></div>'


def body_of(container: str) -> tuple[str, ...]:
    return read(urdupoint(container)).body


@pytest.mark.parametrize(
    ("container", "paragraphs"),
    [
        (f"<p>{LEAD} and the town</p>{ADVERT}<p>of Nukus, he said.</p>", (f"{LEAD} and the town of Nukus, he said.",)),
        (f"<p>{LEAD} of Foreign Minister</p>{ADVERT}<p>Dar said.</p>", (f"{LEAD} of Foreign Minister Dar said.",)),
        (f"<p>{LEAD}.</p>{ADVERT}<p>{SECOND}</p>", (f"{LEAD}.", SECOND)),
        (f"<p>{LEAD}.</p><p>and so on it went.</p>", (f"{LEAD}.", "and so on it went.")),
        (f"{LEAD}.<br><br>{SECOND}<br/>\n<br/>It ended.", (f"{LEAD}.", SECOND, "It ended.")),
        (f"{LEAD}.<br>{SECOND}", (f"{LEAD}. {SECOND}",)),
        (f"{LEAD}.<div>{SECOND}</div>It ended.", (f"{LEAD}.", SECOND, "It ended.")),
        (
            f"<p>{LEAD}.</p><ul><li>The first</li><li>and the second</li></ul>",
            (f"{LEAD}.", "The first", "and the second"),
        ),
        (f"<p>{LEAD}, <b>the <i>envoy</i></b> <a href='#'>said</a>.</p>", (f"{LEAD}, the envoy said.",)),
        (f"<p>{LEAD}.</p><!-- {SECOND} --><style>p {{}}</style>", (f"{LEAD}.",)),
        (f"<p>{LEAD}.</p><p>More Stories From Pakistan</p><p>{SECOND}</p>", (f"{LEAD}.",)),
        (f"<p>{LEAD}.</p><p>(More to follow)</p>", (f"{LEAD}.",)),
        (f"<p>{LEAD}. (more to follow)</p>", (f"{LEAD}.",)),
        (f"<p>{LEAD}.</p><p>ADVERTISEMENT</p><p>{SECOND}</p>", (f"{LEAD}.", SECOND)),
        (f"<p>{HEADLINE.lower()}</p><p>{LEAD}.</p>", (f"{LEAD}.",)),
        (f"<p>Sumaira FH (@handle)</p><p>{LEAD}.</p>", (f"{LEAD}.",)),
        (f"<p>Sumaira FH (@handle) Published August 01, 2025 | 03:32 PM</p><p>{LEAD}.</p>", (f"{LEAD}.",)),
        (f"<h2>{LEAD[:60]} ..</h2><p>ISLAMABAD: {LEAD}.</p>", (f"{LEAD}.",)),
        (f"<p>{LEAD}.</p><p>{SECOND}</p><p>{SECOND}</p>", (f"{LEAD}.", SECOND)),
        (
            f"<p>{LEAD}\u200b.\ufeff</p><p>\u202eR\u00adail \xa0 &amp;amp; road it is.</p>",
            (f"{LEAD}.", "Rail &amp; road it is."),
        ),
        (f"<p>{LEAD}.</p><figure><figcaption>A picture of a train.</figcaption></figure>", (f"{LEAD}.",)),
        (f"<div class='social-fund'><p>{LEAD}.</p><p>{SECOND}</p></div>", (f"{LEAD}.", SECOND)),
    ],
)
def test_paragraphs_are_what_a_person_reads_as_the_text(container: str, paragraphs: tuple[str, ...]) -> None:
    assert body_of(container) == paragraphs


def test_a_joiner_between_arabic_letters_is_part_of_the_word() -> None:
    words = "پاکستان اور ازبکستان کے درمیان می\u200cباشد مذاکرات ہوئے"
    assert body_of(f"<p>{words}</p>") == (words,)


def test_the_dateline_may_be_a_paragraph_of_its_own() -> None:
    article = read(urdupoint(f"<p>{DATELINE}</p><p>{LEAD}.</p>"))
    assert article.body == (f"{LEAD}.",)
    assert article.dateline is not None


def test_the_page_date_wins_over_the_dateline_and_both_are_kept() -> None:
    article = read(urdupoint(f"<p>ISLAMABAD, Jul 30 (APP):{LEAD}.</p>"))
    assert article.published_at is not None
    assert article.published_at.date() == date(2025, 8, 1)
    assert article.dateline is not None
    assert article.dateline.day == date(2025, 7, 30)


def test_the_fullest_of_several_containers_is_the_article() -> None:
    html = urdupoint(f"<p>{LEAD}.</p><p>{SECOND}</p>").replace("<h1>", "<div class='detail_txt'>A teaser.</div><h1>")
    assert read(html).body == (f"{LEAD}.", SECOND)


# --- headline ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "visible", "headline"),
    [
        ("Rail envoys discuss the line to Termez", HEADLINE, HEADLINE),
        ("Rail Envoys Discuss The Line To Ter ..", HEADLINE, HEADLINE),
        ("Rail Envoys Discuss The Line To Termez", "Live: the day's news", HEADLINE),
        ("Rail &amp; Road", "Rail & Road", "Rail & Road"),
        ("Rail &quot;Envoys&quot;", "Weather", 'Rail "Envoys"'),
    ],
)
def test_json_ld_decides_the_headline_and_the_visible_one_its_printing(
    declared: str, visible: str, headline: str
) -> None:
    article = read(urdupoint(BODY, head=json_ld(headline=declared), h1=visible.replace("&", "&amp;")))
    assert article.headline == headline


def test_the_sites_name_is_taken_off_a_title() -> None:
    head = f'<meta property="og:title" content="{HEADLINE} | UrduPoint.com - UrduPoint">'
    article = read(urdupoint(BODY, head=head, h1="UrduPoint"))
    assert (article.headline, article.rules["headline"]) == (HEADLINE, "meta")


WHAT = f'"headline": "{HEADLINE}", "datePublished": "2025-08-01T15:32:37+0500"'
BY = '"@id": "#p", "name": "Sumaira FH"'


@pytest.mark.parametrize(
    "text",
    [
        f'{{"@type": "NewsArticle", "description": "Raw\n\tbreaks", {WHAT}}}',
        f'{{"@type": "NewsArticle", {WHAT},}}',
        f'//<![CDATA[\n{{"@type": "Article", {WHAT}}}\n//]]>',
        f'[{{"@type": "WebPage"}}, {{"@type": ["X", "ReportageNewsArticle"], {WHAT}}}]',
        f'{{"@graph": [{{{BY}}}, {{"@type": "BlogPosting", {WHAT}, "author": {{"@id": "#p"}}}}]}}',
    ],
)
def test_json_ld_is_read_in_all_its_printings(text: str) -> None:
    article = read(urdupoint(BODY, head=block(text), h1="Weather"))
    assert (article.headline, article.rules["headline"]) == (HEADLINE, "json-ld")
    assert article.published_at == datetime(2025, 8, 1, 10, 32, 37, tzinfo=UTC)
    assert article.author == "Sumaira FH"


@pytest.mark.parametrize("text", ['{"@type": "Article", "headline": "a "word""}', "[" * 50_000, "null", "1" * 9_000])
def test_a_broken_json_ld_block_gives_way_to_the_layout(text: str) -> None:
    article = read(urdupoint(BODY, head=block(text)))
    assert (article.headline, article.rules["headline"]) == (HEADLINE, "layout")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-08-01T15:32:00+05:00"
    assert article.rules["published_at"] == "layout"


def test_half_a_character_in_json_ld_does_not_get_through() -> None:
    head = block('{"@type": "Article", "headline": "Rail \\ud83d Envoys"}')
    assert read(urdupoint(BODY, head=head)).headline == "Rail Envoys"


# --- date, author, language -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "moment", "rule"),
    [
        (
            '<meta property="article:published_time" content="2025-08-01T10:00:00Z">',
            "2025-08-01T15:00:00+05:00",
            "meta",
        ),
        ('<meta name="article:published_time" content="2025-08-01T15:00">', "2025-08-01T15:00:00+05:00", "meta"),
        ('<meta itemprop="datePublished" content="2025-08-01 15:00">', "2025-08-01T15:00:00+05:00", "meta"),
        (json_ld(datePublished="2025-08-01"), "2025-08-01T15:32:00+05:00", "layout"),
        (json_ld(datePublished="1970-01-01T00:00:00Z"), "2025-08-01T15:32:00+05:00", "layout"),
        (json_ld(datePublished=["2025"]), "2025-08-01T15:32:00+05:00", "layout"),
    ],
)
def test_the_date_comes_from_the_surest_source_that_has_one(head: str, moment: str, rule: str) -> None:
    article = read(urdupoint(BODY, head=head))
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.rules["published_at"]) == (moment, rule)


def test_a_dateline_dates_a_page_that_shows_no_date() -> None:
    html = re.sub(r'<p class="art_info_bar">.*?</p>', "", urdupoint(BODY, head=""), flags=re.DOTALL)
    article = read(html)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-08-01T00:00:00+05:00"
    assert (article.published_precision, article.rules["published_at"]) == ("day", "dateline")


def test_the_time_of_a_linked_story_is_not_the_articles() -> None:
    html = f"""<h1>{HEADLINE}</h1><div itemprop="articleBody"><p>{LEAD}.</p></div>
      <aside><time datetime="2020-01-01"></time><time datetime="2020-01-02"></time></aside>"""
    assert read(html, "elsewhere", url="https://news.example/rail").published_at is None


@pytest.mark.parametrize(
    ("declared", "author"),
    [
        ({"name": "By Sumaira FH (@handle)"}, "Sumaira FH"),
        ([{"name": "A. Khan"}, "B. Khan", {"name": "A. Khan"}], "A. Khan, B. Khan"),
        ("APP", "APP"),
        ("https://news.example/team", "Sumaira FH"),
        ({"name": {"name": ["X Y"]}}, "X Y"),
        (None, "Sumaira FH"),
    ],
)
def test_an_author_is_a_name_as_printed(declared: object, author: str) -> None:
    assert read(urdupoint(BODY, head=json_ld(author=declared))).author == author


def test_the_text_corrects_a_declared_language() -> None:
    russian = "Послы обсудили строительство железной дороги, которая свяжет оба города, и торговлю."
    urdu = "پاکستان اور ازبکستان کے سفیروں نے ریلوے لائن کی تعمیر پر بات چیت کی ہے۔"
    kazakh = "Елшілер теміржол құрылысын талқылады, ол екі қаланы байланыстырады және сауданы өсіреді."
    assert [read(urdupoint(f"<p>{text}</p>")).language for text in (russian, urdu, kazakh)] == ["ru", "ur", "kk"]


# --- layouts ----------------------------------------------------------------------------------------------------------


def test_a_page_is_read_by_the_layout_of_the_day_on_which_it_was_fetched() -> None:
    old = Layout(headline=("h1",), published=("b.old",), body=("div.old",))
    new = Layout(since=date(2025, 1, 1), headline=("h1",), published=("b.new",), body=("div.new",))
    outlet = replace(OUTLETS["app"], layouts=(old, new))
    html = f"""<h1>{HEADLINE}</h1><b class="new">1 August 2025</b><b class="old">1 May 2020</b>
      <div class="old"><p>{SECOND}</p></div><div class="new"><p>{LEAD}.</p></div>"""
    today = page(html, "app")
    before = replace(today, fetched_at=datetime(2024, 12, 1, tzinfo=UTC))
    assert parse_article(today, outlet).body == (f"{LEAD}.",)
    assert parse_article(before, outlet).body == (SECOND,)


def test_a_layout_that_fires_nowhere_is_told_by_the_rules() -> None:
    html = urdupoint("".join(f"<p>{LEAD}, it says {n} times. {SECOND}</p>" for n in range(2, 8)))
    assert read(html.replace("detail_txt", "new_name")).rules["body"] == "generic"


@pytest.mark.parametrize("drop", ["a.more", ".more", "a > span", "p > a"])
def test_a_layout_may_drop_a_link_within_a_sentence(drop: str) -> None:
    outlet = replace(UNDATED, layouts=(Layout(body=("div.story",), drop=(drop,)),))
    html = f"""<h1>{HEADLINE}</h1><div class="story">
      <p>{LEAD}.<a class="more" title="a > b"><span>Continue</span></a></p>
      <p><b>The</b> <i class="x">end</i>.</p></div>"""
    assert parse_article(page(html, "app"), outlet).body == (f"{LEAD}.", "The end.")


# --- charsets ---------------------------------------------------------------------------------------------------------

ENGLISH = urdupoint(f"<p>{LEAD} – “as planned”, the café’s owner said.</p>")
RUSSIAN = urdupoint("<p>Послы обсудили железную дорогу — «как и хотели».</p>", h1="Послы обсудили дорогу", head="")


@pytest.mark.parametrize(
    ("html", "charset", "declared", "rule"),
    [
        (ENGLISH, "utf-8", "text/html", None),
        (ENGLISH, "utf-8-sig", "text/html; charset=iso-8859-1", None),
        (ENGLISH, "utf-16", "text/html", None),
        (ENGLISH, "windows-1252", "text/html; charset=iso-8859-1", None),
        (ENGLISH, "utf-8", "text/html; charset=iso-8859-1", "utf-8, declared cp1252"),
        (ENGLISH, "windows-1252", "text/html; charset=UTF-8", "windows-1252, declared utf-8"),
        (ENGLISH, "windows-1252", "text/html; charset=no-such", "windows-1252, declared nothing"),
        (RUSSIAN, "windows-1251", "text/html; charset=windows-1251", None),
        (RUSSIAN, "windows-1251", "text/html; charset=utf-8", "windows-1251, declared utf-8"),
        (RUSSIAN, "utf-8", "text/html; charset=windows-1251", "utf-8, declared cp1251"),
    ],
)
def test_a_wrong_charset_is_mended_and_said(html: str, charset: str, declared: str, rule: str | None) -> None:
    article = read(html.encode(charset), content_type=declared)
    assert article.text == read(html).text
    assert article.rules.get("charset") == rule


def test_one_damaged_letter_does_not_turn_a_page_into_another_charset() -> None:
    body = urdupoint(f"<p>{LEAD}: {'«да» ' * 30}.</p>").encode().replace(b"Peshawar", b"Pesh\xffawar")
    article = read(body)
    assert article.rules["charset"] == "utf-8, 1 bytes unreadable"
    assert "«да»" in article.text


def test_the_charset_may_be_declared_in_the_page() -> None:
    body = RUSSIAN.replace("<head>", '<head><meta charset="windows-1251">').encode("windows-1251")
    assert "обсудили" in read(body).text


# --- pages that give no article ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body><p>Words without a headline.</p></body></html>", "no headline"),
        (f"<h1>All news</h1>{''.join(f'<p><a href=/{n}>{LEAD}</a></p>' for n in range(20))}", "list"),
        ('<h1>Pictures</h1><script type="application/ld+json">{"@type": "ImageGallery"}</script><img>', "gallery"),
        ("<h1>Eid</h1><img src=1><img src=2><img src=3>", "pictures"),
    ],
)
def test_a_page_without_a_news_item_is_no_article(html: str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        read(html, "elsewhere", url="https://news.example/x")


def test_a_section_page_under_a_foreign_address_is_no_article() -> None:
    html = f"<h1>Business news</h1>{''.join(f'<h4>{LEAD} {n}</h4><p>{SECOND}</p>' for n in range(9))}"
    with pytest.raises(NotAnArticle, match="address"):
        read(html, url="https://www.urdupoint.com/en/news/business.html")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("just words", "not HTML"),
        (urdupoint("<p> </p>"), "no text in the container"),
        (urdupoint(BODY).partition("<h2>")[0], "no text"),
        (urdupoint(f"<p>{LEAD}.</p>", head="").replace("01st August 2025", ""), "date of publication is missing"),
        (urdupoint(BODY, head=json_ld(datePublished="2025-08-07T00:00:00+05:00")), "future"),
        (
            "<html><head><title>Just a moment...</title></head><body><h1>www.urdupoint.com</h1></body></html>",
            "challenge",
        ),
        (urdupoint("<div>" * 5_000 + LEAD + "</div>" * 5_000), "nested too deep"),
        (urdupoint(BODY) + " " * 20_000_000, "too large"),
        (urdupoint(BODY) + "<br>" * 200_000, "too large"),
        (urdupoint(BODY) + "<select>" + "<option>x" * 50_000, "too large"),
        (urdupoint(BODY) + f"<div {' '.join(f'a{n}' for n in range(50_000))}>", "too many attributes"),
    ],
)
def test_a_page_that_should_be_an_article_is_set_aside_with_a_reason(html: str, reason: str) -> None:
    with pytest.raises(UnreadablePage, match=reason):
        read(html)


def test_an_error_page_is_no_article() -> None:
    with pytest.raises(UnreadablePage, match="503"):
        parse_article(replace(page(urdupoint(BODY)), status=503), OUTLETS["urdupoint"])


def test_a_missing_date_is_no_fault_where_no_layout_promises_one() -> None:
    article = parse_article(page(f"<h1>{HEADLINE}</h1><div class='story'>{LEAD}.</div>", "app"), UNDATED)
    assert article.published_at is None


@pytest.mark.parametrize("outlet", [OUTLETS["urdupoint"], None], ids=["known", "unknown"])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "article", "ul><li", "svg><g", "a", "font", "blockquote"])
def test_a_hundred_thousand_nested_elements_cost_little(tag: str, outlet: Outlet | None) -> None:
    html = urdupoint(f"<{tag}>" * 100_000 + LEAD)
    begun = time.process_time()
    with pytest.raises(UnreadablePage):
        parse_article(page(html), outlet)
    assert time.process_time() - begun < 5


SCRAPS = [
    *("<div>", "</div>", "<p>", "</p>", "<h1>", "</h1>", "<article>", '<div class="detail_txt">', "<td>", "<svg>"),
    *('<script type="application/ld+json">', "</script>", '{"@type":"NewsArticle","headline":"\\ud800 x",', "<xmp>"),
    *("<!--", "-->", "<![CDATA[", "<![x", "<?php", "<style>", "<template>", "<noscript>", "<plaintext>", "<br>"),
    *("&#0;", "&#xD800;", "&amp;amp;", "\x00", "ISLAMABAD, (APP - ", "words of a text. ", "\u202e", '"', "<frameset>"),
    *('<time datetime="2025-08-01">', '<meta property="og:title" content="A title">', "<html lang=ur>", "<title>"),
]
HTML = st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join)
PAGES = (HTML | HTML.map(urdupoint) | HTML.map(lambda scraps: f"<h1>{HEADLINE}</h1>{scraps}<p>{LEAD}")).map(str.encode)
TYPES = ["text/html", "text/html; charset=windows-1251", "charset=utf-16", "charset=punycode"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.binary(max_size=300) | PAGES,
    content_type=st.sampled_from(TYPES),
    url=st.sampled_from([*URLS.values(), "", "http://[x", "https://radio.gov.pk/99-99-2025/x-and-y"]),
    outlet=st.sampled_from([None, *OUTLETS.values()]),
)
@example(body=b"\xff\xfe<\x00h\x001\x00", content_type="text/html", url="", outlet=None)
def test_any_bytes_are_an_article_or_one_of_two_refusals(
    body: bytes, content_type: str, url: str, outlet: Outlet | None
) -> None:
    fetched = replace(page(body, content_type=content_type), url=url)
    try:
        article = parse_article(fetched, outlet)
    except (NotAnArticle, UnreadablePage) as refusal:
        assert str(refusal)
        return
    assert article.headline
    assert all(article.body)
    assert "\x00" not in article.text
    article.text.encode()  # no half characters, which a database refuses
    assert article.published_at is None or article.published_at.tzinfo is not None


# --- plain text -------------------------------------------------------------------------------------------------------


def test_plain_text_may_begin_with_the_word_date() -> None:
    text = f" date 2025-08-01 ISLAMABAD, (UrduPoint / Pakistan Point News - 1st Aug, 2025) {LEAD}.\n\n{SECOND}"
    article = article_from_text(text, outlet="urdupoint", published=None, title=HEADLINE, zone="Asia/Karachi")
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_precision) == ("2025-08-01T00:00:00+05:00", "day")
    assert article.body == (f"{LEAD}.", SECOND)
    assert article.dateline is not None
    assert article.dateline.place == "Islamabad"
    assert article.language == "en"


def test_a_dateline_dates_plain_text_of_which_nothing_else_is_known() -> None:
    article = article_from_text(f"{DATELINE}{LEAD}.", outlet=None, published=None, title=None)
    assert article.published_at == datetime(2025, 8, 1, tzinfo=UTC)
    assert (article.headline, article.outlet) == ("", "")


@pytest.mark.parametrize(
    ("text", "title", "headline", "body"),
    [
        (f"{HEADLINE}\n\n{LEAD}.", None, HEADLINE, (f"{LEAD}.",)),
        (f"{HEADLINE}\n{LEAD}.\n{SECOND}", None, HEADLINE, (f"{LEAD}.", SECOND)),
        (f"{LEAD}.\n\n{SECOND}", None, "", (f"{LEAD}.", SECOND)),
        (f"ISLAMABAD: {LEAD}\n\n{SECOND}", None, "", (LEAD, SECOND)),
        (f"{HEADLINE.upper()}\n\n{LEAD}.", HEADLINE, HEADLINE, (f"{LEAD}.",)),
        (f"{LEAD}\nand more.\n\n{SECOND}", HEADLINE, HEADLINE, (f"{LEAD} and more.", SECOND)),
        (f"{LEAD}.\r\n\r\n{SECOND}", HEADLINE, HEADLINE, (f"{LEAD}.", SECOND)),
        ("", None, "", ()),
        ("", HEADLINE, HEADLINE, ()),
    ],
)
def test_plain_text_is_parted_into_headline_and_paragraphs(
    text: str, title: str | None, headline: str, body: tuple[str, ...]
) -> None:
    article = article_from_text(text, outlet="x", published=date(2025, 8, 1), title=title)
    assert (article.headline, article.body) == (headline, body)


def test_a_by_line_is_the_author() -> None:
    article = article_from_text(f"By Sumaira F. Haq\n\n{LEAD}.", outlet="x", published=date(2025, 8, 1), title=HEADLINE)
    assert (article.author, article.body) == ("Sumaira F. Haq", (f"{LEAD}.",))


def test_a_given_moment_without_zone_is_in_the_outlets() -> None:
    given_moment = datetime(2025, 8, 1, 9, 30)  # noqa: DTZ001 (as a person types it)
    article = article_from_text(LEAD, outlet="x", published=given_moment, title="x", zone="Asia/Karachi")
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_precision) == ("2025-08-01T09:30:00+05:00", "moment")


@settings(deadline=None)
@given(st.text(max_size=500), st.none() | st.text(max_size=60))
def test_plain_text_keeps_its_words_to_the_letter(text: str, title: str | None) -> None:
    article = article_from_text(text, outlet=None, published=date(2025, 8, 1), title=title)
    source = " ".join(f"{title or ''}\n{text}".replace("\x00", "").split())
    for part in (article.headline, *article.body):
        assert " ".join(part.split()) in source
