"""A file of watchlists (YAML) → watches, or every fault in it with its line."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Sequence
from datetime import time, timedelta
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from alerts.channels import BadChannel, open_channels
from alerts.hours import DAYS, QuietHours, never_end
from alerts.message import NAMES
from alerts.ranks import RANKS
from alerts.watchlists import Delivery, Watch
from items import CENTRAL_ASIA, SECTORS, EventStatus, EventType, Unusable

#: `${NAME}`: filled from the environment.
VARIABLE = re.compile(r"\$\{([^}]*)\}")
WAITS = {"m": 1, "min": 1, "h": 60}
#: Longest waiting for a second outlet, in minutes.
LONGEST_WAIT = 24 * 60
LONGEST_NAME = 80
#: The name of the watch that CORRIDOR_ALERT_URLS stands for.
RESERVED = "everything"


class BadWatchlists(Unusable):
    """A file of watchlists is wrong: a line for each fault."""


#: Lines with what is wrong there.
Faults = list[tuple[int, str]]
#: Reads a node; what is wrong with it goes to the faults, and the value is then of no account.
Reader = Callable[[Node, Faults], Any]


def read(path: Path | None) -> tuple[Watch, ...]:
    """The watchlists of a file; none without one.

    Raises BadWatchlists, which says of each fault the line and what is wrong, or where the file can't be read. Nothing
    may be sent then: what is news waits until the file is mended.
    """
    if path is None:
        return ()
    try:
        document = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise BadWatchlists(f"The watchlists {path} can't be read: {_reason(error)}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise BadWatchlists(_said(path, [(mark.line + 1 if mark else 1, f"no YAML: {problem}")])) from error
    faults: Faults = []
    watches = _watches(document, faults) if document is not None else ()
    if faults:
        raise BadWatchlists(_said(path, sorted(set(faults))))
    return watches


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is no text in UTF-8"


def _said(path: Path, faults: Sequence[tuple[int, str]]) -> str:
    lines = [f"{path.name}, line {line}: {text}" for line, text in faults]
    if len(lines) == 1:
        return f"{lines[0]}. Alerts wait until it is mended."
    return "\n  ".join([f"{len(lines)} faults in the watchlists {path}; alerts wait until they are mended:", *lines])


# --- the file ---------------------------------------------------------------------------------------------------------


def _watches(document: Node, faults: Faults) -> tuple[Watch, ...]:
    named: dict[str, int] = {}

    def watch(node: Node, faults: Faults) -> Watch | None:
        name = _value(node, "name")
        first = named.setdefault(name.value.strip().casefold(), _line(name)) if name else None
        if name and first != _line(name):
            _blame(name, faults, f"the name {_quoted(name.value)} is that of the watch in line {first} already")
        return _watch(node, faults)

    top = _mapping(document, {"watches": _list_of(watch, may_be_empty=True)}, faults, "the file")
    if "watches" not in top and not faults:
        _blame(document, faults, "the file needs the key watches, with a list")
    return tuple(found for found in top.get("watches") or () if found)


def _value(node: Node, key: str) -> ScalarNode | None:
    """The plain text that stands at `key`, where one does."""
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((value for name, value in pairs if name.value == key and isinstance(value, ScalarNode)), None)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _blame(node: Node, faults: Faults, text: str) -> None:
    faults.append((_line(node), text))


def _watch(node: Node, faults: Faults) -> Watch | None:
    before = len(faults)
    values = _mapping(node, READERS, faults, "a watch")
    if isinstance(node, MappingNode):
        for needed in ("name", "channels"):
            if needed not in values and len(faults) == before:
                _blame(node, faults, f"this watch needs the key {needed}")
    _agree(node, values, faults)
    if len(faults) > before:
        return None
    quiet = tuple(QuietHours(**{"zone": values.get("zone", Watch.zone), **it}) for it in values.pop("quiet", ()))
    if never_end(quiet):
        _blame(node, faults, "its quiet hours leave no hour in which anything may be sent")
        return None
    return Watch(**{**values, "channels": tuple(dict.fromkeys(values["channels"]))}, quiet=quiet, line=_line(node))


def _agree(node: Node, values: dict[str, Any], faults: Faults) -> None:
    """Keys that say nothing beside a delivery that is not theirs."""
    delivery = values.get("delivery", "daily")
    for key, of in (("digest_at", "daily"), ("group_wait", "immediate")):
        if key in values and delivery and delivery != of:
            _blame(node, faults, f"{key} is for delivery: {of}, and this watch's is {delivery}")


def _mapping(node: Node, readers: dict[str, Reader], faults: Faults, what: str) -> dict[str, Any]:
    """Values by key, each read by its reader; faulty ones are left out."""
    if not isinstance(node, MappingNode):
        _blame(node, faults, f"{what} is a list of keys and values: {', '.join(readers)}")
        return {}
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name not in readers:
            _blame(key, faults, f"{what} has no key {_quoted(name)}{_meant(name, list(readers))}")
        elif name in seen:
            _blame(key, faults, f"the key {name} stands here a second time")
        else:
            seen.add(name)
            held = len(faults)
            found = readers[name](value, faults)
            values[name] = found if len(faults) == held else None
    return values


def _meant(word: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), allowed, n=1)
    return f": did you mean {near[0]}?" if near else f"; allowed are {', '.join(allowed)}"


def _quoted(text: str) -> str:
    return f"‘{text if len(text) <= 40 else text[:39] + '…'}’"


# --- values -----------------------------------------------------------------------------------------------------------


def _scalar(node: Node, faults: Faults, what: str = "a text") -> str | None:
    """What stands there, as it is written (08:00 would be a number in YAML)."""
    if isinstance(node, ScalarNode) and node.value.strip() and not _is_null(node):
        return str(node.value).strip()
    _blame(node, faults, f"{what} is expected here")
    return None


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _list_of(reader: Reader, may_be_empty: bool = False) -> Reader:
    """A list of what `reader` reads; a single one needs no list."""

    def read_list(node: Node, faults: Faults) -> tuple[Any, ...]:
        nodes = node.value if isinstance(node, SequenceNode) else [] if _is_null(node) else [node]
        if not nodes and not may_be_empty:
            _blame(node, faults, "the list is empty: leave the key out where anything will do")
        return tuple(reader(it, faults) for it in nodes)

    return read_list


def _one_of(allowed: Sequence[str], what: str, others: dict[str, str] | None = None) -> Reader:
    """One of `allowed` whatever its case, or what `others` has for it."""
    known = {word.casefold(): word for word in allowed} | {k.casefold(): v for k, v in (others or {}).items()}

    def read_word(node: Node, faults: Faults) -> str | None:
        word = _scalar(node, faults, what)
        if word is None:
            return None
        found = known.get(" ".join(re.split(r"[\s_-]+", word)).casefold()) or known.get(word.casefold())
        if found is None:
            _blame(node, faults, f"{_quoted(word)} is no {what}; allowed are {', '.join(allowed)}")
        return found

    return read_word


def _name(node: Node, faults: Faults) -> str | None:
    name = _scalar(node, faults, "a name")
    if name and name.casefold() == RESERVED:
        _blame(node, faults, f"the name {RESERVED} is that of the watch which CORRIDOR_ALERT_URLS stands for")
    if name and len(name) > LONGEST_NAME:
        _blame(node, faults, f"a name has at most {LONGEST_NAME} characters")
    return name


def _who(node: Node, faults: Faults) -> str | int | None:
    """A name, or the id of a person or body."""
    who = _scalar(node, faults, "a name or an id")
    return int(who) if who and who.isdecimal() and node.tag.endswith(":int") else who


def _phrase(node: Node, faults: Faults) -> str | None:
    phrase = _scalar(node, faults, "a word or phrase")
    if phrase and not re.search(r"\w", phrase):
        _blame(node, faults, f"{_quoted(phrase)} holds no word")
    return phrase


def _side(node: Node, faults: Faults) -> str | None:
    if isinstance(node, ScalarNode) and node.value.strip().casefold() in ("pk", "pakistan"):
        _blame(node, faults, "Pakistan is a side of every event: name the states that it deals with")
        return None
    state: str | None = _STATE(node, faults)
    return state


_STATE = _one_of(CENTRAL_ASIA, "state", {NAMES[code]: code for code in CENTRAL_ASIA} | {"Kyrgyz Republic": "KG"})


def _channel(node: Node, faults: Faults) -> str | None:
    """An address with its variables filled in; it is never printed, for it may hold a password."""
    address = _scalar(node, faults, "an address such as mailtos://… or slack://…")
    if address is None:
        return None
    environment = dict(os.environ)
    unset = [name for name in VARIABLE.findall(address) if not environment.get(name)]
    for name in dict.fromkeys(unset):
        _blame(node, faults, f"{name or 'a variable without a name'} is not set in the environment")
    if unset:
        return None
    filled = VARIABLE.sub(lambda match: environment[match[1]], address)
    try:
        open_channels([filled], None)
    except BadChannel:
        _blame(node, faults, "this channel's address is none that Apprise knows (such as mailtos://…, slack://…)")
    return filled


def _clock(node: Node, faults: Faults) -> time | None:
    found = _hour(node, faults)
    if found == "24:00":
        _blame(node, faults, "24:00 is no time of day here")
    return found if isinstance(found, time) else None


def _hour(node: Node, faults: Faults) -> time | str | None:
    """A time of day, or 24:00."""
    word = _scalar(node, faults, "a time such as 08:00")
    match = re.fullmatch(r"(\d{1,2}):(\d\d)", word or "")
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    if word == "24:00":
        return word
    if word:
        _blame(node, faults, f"{_quoted(word)} is no time of day: write it as 08:00")
    return None


def _zone(node: Node, faults: Faults) -> ZoneInfo | None:
    word = _scalar(node, faults, "a time zone such as Asia/Karachi")
    if word is None:
        return None
    try:
        return ZoneInfo(word)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _blame(node, faults, f"{_quoted(word)} is no time zone: write it as Asia/Karachi")
        return None


def _wait(node: Node, faults: Faults) -> timedelta | None:
    word = _scalar(node, faults, "a time such as 30m")
    match = re.fullmatch(r"(\d{1,4})\s*(m|min|h)?", word or "")
    minutes = int(match[1]) * WAITS[match[2] or "m"] if match else None
    if minutes is None or minutes > LONGEST_WAIT:
        _blame(node, faults, f"{_quoted(word or '')} is no time to wait: write it as 30m or 2h, at most 24h")
        return None
    return timedelta(minutes=minutes)


def _quiet(node: Node, faults: Faults) -> dict[str, Any]:
    """One period of quiet hours, as arguments of QuietHours."""
    values = _mapping(node, _QUIET, faults, "quiet")
    for needed in ("from", "to"):
        if isinstance(node, MappingNode) and needed not in values:
            _blame(node, faults, f"quiet hours need the key {needed}")
    until = values.get("to")
    hours = {"begins": values.get("from"), "ends": None if until == "24:00" else until, "zone": values.get("zone")}
    days = values.get("days")
    hours["days"] = frozenset(DAYS.index(day) for day in days if day) if days else None
    return {key: value for key, value in hours.items() if value is not None or key == "ends"}


_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_QUIET: dict[str, Reader] = {
    "from": _clock,
    "to": _hour,
    "zone": _zone,
    "days": _list_of(_one_of(DAYS, "day", dict(zip(_DAY_NAMES, DAYS, strict=True)))),
}
READERS: dict[str, Reader] = {
    "name": _name,
    "people": _list_of(_who),
    "bodies": _list_of(_who),
    "sides": _list_of(_side),
    "sectors": _list_of(_one_of(SECTORS, "sector")),
    "types": _list_of(_one_of(get_args(EventType), "type")),
    "rank": _one_of(RANKS, "rank"),
    "words": _list_of(_phrase),
    "statuses": _list_of(_one_of(get_args(EventStatus), "status")),
    "channels": _list_of(_channel),
    "delivery": _one_of(get_args(Delivery), "delivery"),
    "digest_at": _clock,
    "zone": _zone,
    "quiet": _list_of(_quiet),
    "group_wait": _wait,
}
