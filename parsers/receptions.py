"""A sentence → whether it tells of a guest's reception on arrival, which belongs to his visit and is no meeting."""

from __future__ import annotations

import re

from parsers.scene import Scene

_RECEIVES = re.compile(r"receiv|was|were|being|welcom|saw", re.I)
_AIRPORT = re.compile(
    r"\b(?:[Aa]irport|[Aa]irbase|[Aa]ir\s+[Bb]ase|(?:[Uu]p)?[Oo]n\s+(?:his\s+|her\s+|their\s+)?arrival|sees?\s+off|seen\s+off|saw\s+off)\b"
)
#: What shows that they sat down together all the same.
_TALKED = re.compile(
    r"\b(?:talks?|meetings?|discuss\w*|views|negotiat\w*|interaction|conversation|matters|issues|cooperation|ties|"
    r"relations|exchang\w+|House|Office|Secretariat|residence|[Mm]inistry|Headquarters|GHQ|Aiwan\S*|Parliament)\b"
)
_GUARD = re.compile(r"\b(?:guard\s+of\s+honou?r|red[\s-]carpet)\b", re.I)
_COMPANY = re.compile(r"\b(?:warmly|cordially|(?:is|was)\s+accompanied\s+by)\b")


def is_reception(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether the reception at `match` is that of a guest who has just come: at the airport, or as the words say."""
    line = scene.told[number]
    text = line.sentence.text
    if not _RECEIVES.match(match[0]):
        return False
    if _AIRPORT.search(text):
        return True
    came = number > 1 and bool(scene.told[number - 1].phrases("arrive"))
    if came and _by_protocol(scene, number, match):
        return True
    if _TALKED.search(text):
        return False
    if _GUARD.search(text) or line.phrases("arrive"):
        return True
    return came and bool(_COMPANY.search(text))


def _by_protocol(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether it is an official of the ministry who receives the guest, not a minister or head."""
    hosts = [m.person for m in scene.cast.mentions[number] if m.start >= match.end()]
    return bool(hosts) and all(scene.cast.persons[host].kinds <= {"chief", "secretary", "diplomat"} for host in hosts)
