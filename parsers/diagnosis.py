"""What was seen of an outlet's site → what is read there by its file, and what about the file is to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from items import FetchFailure, ListingVisit, NotAnArticle, Outlet, Page, UnreadablePage
from parsers.parse import parse_article

#: A sign in the fault of a listing → what to do about it.
_LISTING_HINTS = {
    "broken_listing": "correct its `links` or `kind`",
    "status 404": "correct its address or take it out",
    "status 410": "take it out",
    "robots": "robots.txt forbids it: take it out",
    "challenge": "a bot wall stands before it: make `delay` longer, or ask the site's owner",
    "status 403": "the site turns us away: make `delay` longer, or ask its owner",
    "status 429": "the site is asked too often: make `delay` longer",
}


def diagnose(
    outlet: Outlet,
    visits: Sequence[ListingVisit],
    failures: Sequence[FetchFailure],
    pages: Sequence[Page],
    problem: str | None,
) -> dict[str, Any]:
    """Plain data for a person or a program; `mend` is empty where all is well."""
    articles = [_read(outlet, page) for page in pages]
    listed = {visit.url for visit in visits}
    not_had = [f"{fault.url}: {fault.reason}: {fault.detail}" for fault in failures if fault.url not in listed]
    mend = [hint for visit in visits if (hint := _of_listing(visit))]
    mend += [f"{article['url']}: {hint}" for article in articles if (hint := article.pop("mend"))]
    if problem and not mend:
        mend = [problem]
    elif not articles and not mend:
        mend = ["no article could be had: see whether `article_url` still matches the site's addresses"]
    return {
        "outlet": outlet.slug,
        "name": outlet.name,
        "listings": [
            {"url": it.url, "outcome": it.outcome, "listed": it.listed, "newest_at": it.newest_at, "reason": it.reason}
            for it in visits
        ],
        "articles": articles,
        "not_had": not_had,
        "mend": mend,
    }


def _of_listing(visit: ListingVisit) -> str | None:
    if visit.outcome == "stale":
        return f"listing {visit.url} is stale, {visit.reason}: look for a living one"
    if visit.outcome != "failed":
        return None
    fault = visit.reason or ""
    hint = next((hint for sign, hint in _LISTING_HINTS.items() if sign in fault), "see whether the site answers at all")
    return f"listing {visit.url}: {fault}: {hint}"


def _read(outlet: Outlet, page: Page) -> dict[str, Any]:
    try:
        article = parse_article(page, outlet)
    except NotAnArticle as reason:
        hint = f"{reason}: correct `headline` of its layout, or narrow `article_url` where this is no article"
        return {"url": page.url, "problem": str(reason), "mend": hint}
    except UnreadablePage as reason:
        which = "`published`" if "date" in str(reason) or "published" in str(reason) else "`body`"
        return {"url": page.url, "problem": str(reason), "mend": f"{reason}: correct {which} of its layout"}
    by_layout = article.rules.get("body") == "layout"
    undated = article.published_at is None
    hints = [
        *([] if by_layout else [f"its text was found by {article.rules.get('body')}: no selector of `body` fits"]),
        *(["no date was found: correct `published`, or name where its listing prints one (`when`)"] if undated else []),
    ]
    return {
        "url": page.url,
        "headline": article.headline,
        "published_at": article.published_at,
        "language": article.language,
        "paragraphs": len(article.body),
        "rules": dict(article.rules),
        "mend": "; ".join(hints),
    }
