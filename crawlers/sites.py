"""An address anywhere on the web → the site that it belongs to, and what names its article."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from tldextract import TLDExtract

from crawlers.outlets import outlets
from items import CENTRAL_ASIA, Outlet

#: Parts of a query that say where a reader came from, not what he reads.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|_ga", re.IGNORECASE)
#: Characters of an identity: an index entry must stay under 2,704 bytes.
LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Site:
    """To which site an address belongs."""

    #: Slug of the outlet, or the registered domain of a site that is not watched.
    slug: str
    #: None for a site that is not watched.
    outlet: Outlet | None
    #: Names the article.
    identity: str


def site_of(url: str) -> Site | None:
    """The site of an http(s) address; None where it is no such address, or one without a registered domain.

    An outlet is known by its host and, where several share one, by its rule for articles. An address that the rule does
    not know, as older ones may be, and any address of another site, is named by itself without scheme, `www.`,
    fragment, the slash at its end and what only tracks readers.
    """
    host = _host(url)
    place = _place(host) if host else None
    if place is None:
        return None
    for outlet in place.outlets:
        if identity := outlet.identity(url):
            return Site(slug=outlet.slug, outlet=outlet, identity=identity)
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, True) if not TRACKING.fullmatch(name)]
    address = f"{place.host.removeprefix('www.')}{parts.path.rstrip('/')}" + (f"?{urlencode(query)}" if query else "")
    owner = next(iter(place.outlets), None)
    return Site(slug=owner.slug if owner else place.domain, outlet=owner, identity=_short(address))


def country_of(url: str) -> str | None:
    """The state whose press an address is of, by the outlet's file or by the domain: one of the six states, or None."""
    host = _host(url)
    place = _place(host) if host else None
    return place.country if place else None


@dataclass(frozen=True)
class _Place:
    """What a host says."""

    host: str
    outlets: tuple[Outlet, ...]
    domain: str
    country: str | None


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removesuffix(".") if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def _place(host: str) -> _Place | None:
    known = tuple(outlet for outlet in outlets().values() if host in outlet.hosts)
    found = _domains()(host)
    code = found.suffix.rpartition(".")[2].upper()
    by_domain = code if code in ("PK", *CENTRAL_ASIA) else None
    domain = found.top_domain_under_public_suffix
    return _Place(host, known, domain, known[0].country if known else by_domain) if domain or known else None


@cache
def _domains() -> TLDExtract:
    # The list of suffixes that comes with the library: asking for a newer one would need the network.
    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def _short(address: str) -> str:
    if len(address) <= LONGEST:
        return address
    return f"{address[:LONGEST]}#{hashlib.sha1(address.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()}"
