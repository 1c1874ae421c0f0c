"""One article's page → a draft of its outlet's file and sample: what can be told by looking, the rest marked TODO."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from w3lib.encoding import html_to_unicode

from items import Page

#: Ending of a host → country (ISO 3166-1 alpha-2), IANA zone.
_PLACES = {
    "pk": ("PK", "Asia/Karachi"),
    "kz": ("KZ", "Asia/Almaty"),
    "kg": ("KG", "Asia/Bishkek"),
    "tj": ("TJ", "Asia/Dushanbe"),
    "tm": ("TM", "Asia/Ashgabat"),
    "uz": ("UZ", "Asia/Tashkent"),
}
_DAYS = (
    (re.compile(r"(\d{4}/\d\d/\d\d)"), r"(?P<day>\d{4}/\d\d/\d\d)", "%Y/%m/%d"),
    (re.compile(r"(\d\d-[A-Z][a-z]{2}-\d{4})"), r"(?P<day>\d\d-[A-Z][a-z]{2}-\d{4})", "%d-%b-%Y"),
    (re.compile(r"(\d\d-\d\d-\d{4})"), r"(?P<day>\d\d-\d\d-\d{4})", "%d-%m-%Y"),
)
_NUMBER = re.compile(r"\d{4,9}(?!.*\d{4})")
_FILE = '''"""{name}: TODO who publishes it, and where.

TODO what is sure, what is known from where, what is to be confirmed on the live site. Drafted from one page.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="{slug}",
    name="{name}",
    country="{country}",  # TODO: see that it is right
    language="{language}",
    timezone="{timezone}",  # TODO: the zone in which the site prints its times
    hosts={hosts},
    listings=(
        {listings}
    ),
    article_url=re.compile(r"{article_url}"),{url_date}
    layouts=(
        Layout(
            headline=("h1",),
            published=({published}),
            body=({body}),
            drop=("script", "figure"),  # TODO: adverts, related stories, buttons within the text
        ),
    ),
)
'''


@dataclass(frozen=True)
class Draft:
    """Files by their paths below the project's folder."""

    slug: str
    files: dict[str, bytes]


def draft(page: Page) -> Draft:
    """A draft from the `page` of one article of an outlet that has no file yet."""
    _, text = html_to_unicode(page.headers.get("content-type", ""), page.body)
    tree, parts = Selector(text=text), urlsplit(page.url)
    host = parts.hostname or ""
    bare = host.removeprefix("www.")
    slug = re.sub(r"\W+", "_", bare.rsplit(".", 2 if bare.endswith((".com.pk", ".gov.pk")) else 1)[0])
    country, zone = _PLACES.get(bare.rsplit(".", 1)[-1], ("", "UTC"))
    pattern, form = _address(bare, parts.path)
    feeds = dict.fromkeys(
        urljoin(page.url, link) for link in tree.css("link[rel=alternate][type*='+xml']::attr(href)").getall()
    )
    listings = [f'Listing(url="{url}", kind="feed"),' for url in feeds]
    content = _FILE.format(
        name=_clean(tree.css("meta[property='og:site_name']::attr(content)").get() or bare),
        slug=slug,
        country=country,
        language=_clean((tree.css("html::attr(lang)").get() or "en")[:2].lower()),
        timezone=zone,
        hosts=repr((f"www.{bare}", bare) if host.startswith("www.") else (host,)),
        listings="\n        ".join(listings)
        or f'Listing(url="https://{host}/", kind="section", links="a"),  # TODO: its list',
        article_url=pattern,
        url_date=f'\n    url_date=("day", "{form}"),' if form else "",
        published='"time",' if tree.css("time") else "",
        body=f'"{_container(tree)}",',
    )
    saved = {"url": page.url, "file": "pages/first.html", "status": 200, "content_type": "text/html; charset=UTF-8"}
    known = {
        "articles": {page.url: "TODO"},
        "others": [f"https://{host}/"],
        "traps": {"TODO what the site does": "TODO"},
    }
    return Draft(
        slug,
        {
            f"crawlers/outlets/{slug}.py": content.encode(),
            f"sample/{slug}/site.json": _json({"pages": [saved]}),
            f"sample/{slug}/known.json": _json(known),
            f"sample/{slug}/pages/first.html": page.body,
        },
    )


def _address(host: str, path: str) -> tuple[str, str | None]:
    """A pattern for addresses like this one, and the form of the day in it, if there is one."""
    start = rf"^https?://(?:www\.)?{re.escape(host)}"
    for day, group, form in _DAYS:
        if found := day.search(path):
            before = re.escape(path[: found.start()].lstrip("/"))
            return rf"{start}/(?P<identity>{before}{group}/[^/?#]+)/?(?:[?#]|$)", form
    if number := _NUMBER.search(path):
        before, behind = path[: number.start()], path[number.end() :]
        ahead = re.escape(before) if before.count("/") < 2 or before.endswith("/") else r"/(?:[^?#]*[-_/:])?"
        return rf"{start}{ahead}(?P<identity>\d{{4,9}}){_behind(behind)}", None
    section = path.strip("/").partition("/")[0] if path.strip("/").count("/") else ""
    return rf"{start}/{section + '/' if section else ''}(?P<identity>[^/?#]{{8,}})/?(?:[?#]|$)", None


def _behind(rest: str) -> str:
    return re.escape(rest) + r"(?:[?#]|$)" if rest.startswith(".") else r"(?:[^0-9]|$)"


def _container(tree: Selector) -> str:
    """A selector of the element that holds the most text in paragraphs of its own."""
    sizes: dict[str, int] = {}
    for paragraph in tree.css("p"):
        parent = paragraph.xpath("..")
        name, classes = parent.xpath("name()").get() or "article", (parent.attrib.get("class") or "").split()
        selector = ".".join([name, *[it for it in classes if re.fullmatch(r"[A-Za-z_][\w-]*", it)][:2]])
        sizes[selector] = sizes.get(selector, 0) + len("".join(paragraph.css("::text").getall()))
    return max(sizes, key=lambda selector: sizes[selector], default="article")


def _clean(text: str) -> str:
    """`text` that can stand between quotation marks in a Python file, whatever a page says."""
    return " ".join(re.sub(r"[^\w .,&()'’-]", " ", text).split())[:80]


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
