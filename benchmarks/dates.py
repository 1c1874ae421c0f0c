"""Printed moments of publication, read by Corridor and by dateparser.

The strings are those of the outlets' pages and feeds, in the languages that parsers/dates.py reads: English, Russian
and Urdu. The truth beside each was written by hand; times without an offset are of Karachi. Of "unknown" strings nobody
can say the day: what is right is to give none.

dateparser is told the three languages, the order day-month-year and the zone, which makes it both faster and righter
than it is by itself. Beside the speed stands how many each got right, then every string that either got wrong.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from functools import partial
from statistics import median
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser
from timing import Times, goal, measure, parser, ratio, show

from parsers.dates import read_moment

OURS, PEER = "Corridor", "dateparser"
ZONE = ZoneInfo("Asia/Karachi")
LANGUAGES = ["en", "ru", "ur"]
#: The order of day and month and the zone, as Corridor knows them.
SETTINGS = {"DATE_ORDER": "DMY", "TIMEZONE": "Asia/Karachi", "RETURN_AS_TIMEZONE_AWARE": True}
UNKNOWN = None
PRINTED: dict[str, str | None] = {
    # What machines are told: JSON-LD, meta tags, feeds.
    "2020-04-29T15:32:37+0500": "2020-04-29T15:32:37+05:00",
    "2020-04-29T15:32:37+05:00": "2020-04-29T15:32:37+05:00",
    "2020-04-29T10:32:37.125Z": "2020-04-29T15:32:37+05:00",
    "2026-07-07T09:00:00+05:00": "2026-07-07T09:00+05:00",
    "2025-08-01 14:55:00": "2025-08-01T14:55+05:00",
    "Fri, 1 Aug 2025 14:55:00 +0500": "2025-08-01T14:55+05:00",
    "Wed, 29 Apr 2020 10:32:37 GMT": "2020-04-29T15:32:37+05:00",
    # UrduPoint, APP, Radio Pakistan, Dawn, Business Recorder, Jang, The Nation, Gazeta.uz.
    "Published May 18, 2024 | 09:10 PM": "2024-05-18T21:10+05:00",
    "Sumaira FH (@handle) Published May 18, 2024 | 09:10 PM": "2024-05-18T21:10+05:00",
    "Wed 29th April 2020 | 03:32 PM": "2020-04-29T15:32+05:00",
    "3rd Mar, 2022": "2022-03-03",
    "08th Nov, 2016": "2016-11-08",
    "May 18th, 2024": "2024-05-18",
    "October 31, 2021": "2021-10-31",
    "31-10-2021": "2021-10-31",
    "Friday 1st August 2025": "2025-08-01",
    "August 01, 2025 02:55 PM": "2025-08-01T14:55+05:00",
    "12:15 AM, 1 Aug 2025": "2025-08-01T00:15+05:00",
    "Published May 28, 2019": "2019-05-28",
    "Published 20 May, 2024 05:44am": "2024-05-20T05:44+05:00",
    "Updated: Aug 5, 2025 01:00 | Published: Aug 1, 2025 12:10 PM": "2025-08-01T12:10+05:00",
    "Tuesday Jul 07 2026 | 07:39 PM": "2026-07-07T19:39+05:00",
    "23-Feb-2023": "2023-02-23",
    "Sept 5, 2025": "2025-09-05",
    "31/10/2021": "2021-10-31",
    "10:15 / 14.08.2025": "2025-08-14T10:15+05:00",
    # Kazinform, Kabar, Podrobno, kun.uz.
    "12 февраля 2025": "2025-02-12",
    "15 июня 2023, 14:30": "2023-06-15T14:30+05:00",
    "14:02, 1 декабря 2020": "2020-12-01T14:02+05:00",
    "13:51, 15 Август 2025": "2025-08-15T13:51+05:00",
    "Январь 26, 2026. 10:30": "2026-01-26T10:30+05:00",
    "12.02.2025, 14:30": "2025-02-12T14:30+05:00",
    "02.02.22": "2022-02-02",
    # UrduPoint and Jang in Urdu.
    "منگل 24 اپریل 2018 15:30": "2018-04-24T15:30+05:00",
    "24 اپریل2018ء": "2018-04-24",
    "25 فروری، 2025": "2025-02-25",
    "۲۵ فروری ۲۰۲۵": "2025-02-25",
    # No day for sure.
    "08/01/2025": UNKNOWN,
    "31st of May": UNKNOWN,
    "2024-02-30": UNKNOWN,
}


def main() -> None:
    """Measure, and print the tables."""
    wishes = _wishes()
    printed = list(PRINTED)[: wishes.strings]
    dateparser = DateDataParser(languages=LANGUAGES, settings=SETTINGS)
    contenders: dict[str, Callable[[str], datetime | None]] = {OURS: _ours, PEER: partial(_peer, dateparser)}
    times = measure({name: partial(_all, read, printed) for name, read in contenders.items()}, wishes.rounds)
    answers = {name: [read(text) for text in printed] for name, read in contenders.items()}
    right = {name: [_is_right(*pair) for pair in zip(printed, found, strict=True)] for name, found in answers.items()}
    show(f"{len(printed)} strings", ["", "us a string", "x", "right"], _rows(times, right, len(printed)))
    wrong = [
        [text, PRINTED[text] or "unknown", *(_shown(answers[name][at], right[name][at]) for name in contenders)]
        for at, text in enumerate(printed)
        if not all(right[name][at] for name in contenders)
    ]
    show("Wrong ones", ["", "truth", OURS, PEER], wrong)
    beaten = [text for text, ours, theirs in zip(printed, right[OURS], right[PEER], strict=True) if theirs and not ours]
    print(f"\n  wrong by Corridor and right by dateparser: {beaten or 'none'}")
    goal("Corridor, against dateparser", ratio(times, PEER, OURS), 200)


def _wishes() -> Namespace:
    line = parser(__doc__ or "", rounds=7)
    line.add_argument("--strings", type=int, help="only so many strings")
    return line.parse_args()


def _ours(text: str) -> datetime | None:
    found = read_moment(text, ZONE)
    return found.at if found else None


def _peer(dateparser: DateDataParser, text: str) -> datetime | None:
    found: datetime | None = dateparser.get_date_data(text).date_obj
    return found


def _all(read: Callable[[str], datetime | None], printed: list[str]) -> None:
    for text in printed:
        read(text)


def _is_right(text: str, found: datetime | None) -> bool:
    truth = PRINTED[text]
    if truth is None or found is None:
        return truth is None and found is None
    moment = datetime.fromisoformat(truth)
    # What is printed without a time of day is that day's midnight.
    return found.replace(microsecond=0) == (moment if moment.tzinfo else moment.replace(tzinfo=ZONE))


def _rows(times: Times, right: dict[str, list[bool]], strings: int) -> list[list[str]]:
    return [
        [
            name,
            f"{median(taken) / strings * 1e6:.1f}",
            f"{ratio(times, PEER, name):.1f}",
            f"{sum(right[name])} of {strings}",
        ]
        for name, taken in times.items()
    ]


def _shown(found: datetime | None, right: bool) -> str:
    return "right" if right else found.isoformat(" ", "minutes") if found else "none"


if __name__ == "__main__":
    main()
