"""A light page → the same page among what sites print around an article, up to a given weight.

Made up, and the same on each run. The parts are those of a real page of UrduPoint (2020, 117 kB, 595 elements) in about
its shares: styles and scripts written into the page, data for machines, a navigation, a list of other stories; to which
come comments in HTML, as on real pages of Kazinform. Nothing is put into the article itself, and no word is one of it.
trafilatura needs about as long for such a page as for the real one: texts of readers' comments, for instance, would
cost it half as much again, and Corridor nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

#: Bytes of the real page.
WEIGHT = 117_000
SEED = 906868
#: What is added, by its share of the bytes.
STYLES, SCRIPTS, DATA, NAVIGATION, STORIES = 0.46, 0.22, 0.04, 0.10, 0.12
_SYLLABLES = ("ba", "do", "ka", "li", "mo", "na", "pe", "ri", "sa", "tu", "va", "wen", "zor", "shi", "gul", "tan")
_PROPERTIES = ("margin", "padding", "border-left-width", "line-height", "font-size", "letter-spacing")


def furnished(page: bytes, weight: int = WEIGHT) -> bytes:
    """`page` with furniture up to `weight` bytes; as it is where it has no head and body in ASCII to put it into."""
    head, body, end = page.find(b"</head>"), page.find(b"<body"), page.rfind(b"</body>")
    inside = page.find(b">", body) + 1
    if not 0 < head < body < inside <= end:
        return page
    chance, room = Random(SEED), max(0, weight - len(page))
    top = _filled(_style(chance), room * STYLES) + _filled(_script(chance), room * SCRIPTS / 2)
    top += _filled(_data(chance), room * DATA)
    menu = "<nav class='site-menu'><ul>" + _filled(_links(chance), room * NAVIGATION) + "</ul></nav>"
    below = "<aside class='more-stories'><ul>" + _filled(_stories(chance), room * STORIES) + "</ul></aside>"
    below += _filled(_script(chance), room * SCRIPTS / 2)
    rest = room - len(top) - len(menu) - len(below)
    below += _filled(_comments(chance), rest)
    parts = (page[:head], top, page[head:inside], menu, page[inside:end], below, page[end:])
    return b"".join(part.encode("ascii") if isinstance(part, str) else part for part in parts)


def _filled(parts: Iterator[str], size: float) -> str:
    """So many parts that they have about `size` characters."""
    made, length = [], 0
    while length < size:
        made.append(next(parts))
        length += len(made[-1])
    return "".join(made)


def _words(chance: Random, count: int) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(count))


def _style(chance: Random) -> Iterator[str]:
    while True:
        name = _words(chance, 1)
        rules = (
            f".{name}-{number} li a{{{chance.choice(_PROPERTIES)}:{chance.randint(0, 40)}px;color:#{number:03x}}}"
            for number in range(150)
        )
        yield f"<style>{''.join(rules)}</style>"


def _script(chance: Random) -> Iterator[str]:
    while True:
        name = _words(chance, 1)
        lines = "".join(f"  {name}.push({{id: {number}, size: '{_words(chance, 3)}'}});\n" for number in range(9))
        yield f"<script>var {name} = [];\nif ({name}.length < 1) {{\n{lines}}}</script>\n"


def _data(chance: Random) -> Iterator[str]:
    while True:
        crumbs = [{"@type": "ListItem", "position": n, "item": f"/{n}", "name": _words(chance, 2)} for n in range(1, 8)]
        block = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": crumbs}
        yield f'<script type="application/ld+json">{json.dumps(block)}</script>'


def _links(chance: Random) -> Iterator[str]:
    while True:
        target, icon = _words(chance, 3).replace(" ", "-"), _words(chance, 1)
        yield (
            f"<li class='menu-item menu-{icon}'><a href='/{target}.html' title='{_words(chance, 2)}'>"
            f"<i class='fa fa-{icon}'></i>{_words(chance, 2).title()}</a></li>\n"
        )


def _stories(chance: Random) -> Iterator[str]:
    while True:
        headline = _words(chance, 7)
        target, picture = headline.replace(" ", "-"), chance.randint(1, 9**7)
        yield (
            f"<li class='story-box'><a href='/{target}.html'><img src='/media/{picture}.jpg' width='120' height='80' "
            f"alt='{headline}'>{headline.capitalize()}</a></li>\n"
        )


def _comments(chance: Random) -> Iterator[str]:
    while True:
        yield f"<!-- {_words(chance, 20)} -->\n"
