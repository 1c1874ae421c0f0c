"""A printed day in the languages of the world's press, beyond those of our outlets → the day."""

from __future__ import annotations

import re
from datetime import date

from parsers.dates import MONTHS, read_moment

#: Twelve names each, January first: Spanish, Portuguese, French, Italian, German, Dutch, Danish and Norwegian, Swedish,
#: Polish, Czech, Ukrainian, Turkish, Indonesian, Romanian, Greek, Hungarian, Arabic twice (Egypt, Levant), Persian
#: spelling of the Gregorian months, Hindi, Bengali, Vietnamese has numbers.
_YEARS = """
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januar februar märz april mai juni juli august september oktober november dezember
januari februari maart april mei juni juli augustus september oktober november december
januar februar marts april maj juni juli august september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ledna února března dubna května června července srpna září října listopadu prosince
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
januari februari maret april mei juni juli agustus september oktober november desember
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
január február március április május június július augusztus szeptember október november december
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
"""
#: Short forms that are none of the first three letters of an English month.
_SHORT = "ene:1 abr:4 ago:8 dic:12 fev:2 set:9 out:10 dez:12 févr:2 avr:4 juil:7 déc:12 mär:3 mai:5 okt:10 gen:1 mag:5"
_SHORT += " giu:6 lug:7 ott:10 mrt:3 mei:5 maj:5 des:12 oca:1 şub:2 nis:4 haz:6 tem:7 ağu:8 eyl:9 eki:10 kas:11 ara:12"


def _months() -> dict[str, int]:
    names = {name.replace("_", " "): n for year in _YEARS.split("\n") for n, name in enumerate(year.split(), start=1)}
    return {**names, **{short: int(n) for short, _, n in (it.partition(":") for it in _SHORT.split())}, **MONTHS}


_MONTHS = _months()
_NAMES = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_OF = r"(?:\s?[.º°]?\s{0,2}(?:de|of|d’)?\s{0,2}|-|/|\.)"
#: Arabic print gives both names of a month: نيسان / أبريل.
_OTHER_NAME = r"(?:\s?/\s?[^\W\d_]{3,10})?"
#: In small letters, as in the text that they are looked for in: so the hundreds of names cost a tenth.
#: "3 de marzo de 2020", "3. März 2020", "14-Apr-2020"; the name's own short form may end with a full stop.
_NAMED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?{_OF}(?P<month>{_NAMES})(?![^\W\d_])\.?{_OTHER_NAME}(?:\s?,?\s{{0,2}}(?:de|del)?"
    r"\s{0,2}|-|/)(?P<year>\d{4})(?!\d)",
)
#: "Март 3, 2020", "2020. március 3."
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_])(?P<month>{_NAMES})\.?\s{{1,2}}(?P<day>\d{{1,2}}),?\s{{1,2}}(?P<year>\d{{4}})(?!\d)"
)
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<year>\d{{4}})\.\s(?P<month>{_NAMES})\s(?P<day>\d{{1,2}})(?!\d)")
#: Chinese, Japanese, Korean; also with full stops and blanks between.
_EAST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[年년.]\s?(?P<month>\d{1,2})\s?[月월.]\s?(?P<day>\d{1,2})(?:\s?[日일]|(?!\d))"
)
#: "4. 2. 2022" and "04 | 02 | 2022" have the day first everywhere.
_SPACED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})(?:\.\s|\s\|\s)(?P<month>\d{1,2})(?:\.\s|\s\|\s)(?P<year>\d{4})(?!\d)")
_SLASHES = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4}|\d\d)(?![\d/])")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
#: Characters on both sides of the year in which its day stands.
_BESIDE = 40
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
#: Countries that print English and have the day first.
_DAY_FIRST = ("-gb", "-au", "-in", "-ie", "-nz", "-za", "-pk", "-ng", "-ke", "-sg", "-my")
_YEARS_OF_THE_WEB = range(1990, 2101)


def read_world_day(text: str, language: str | None) -> date | None:
    """The first day printed with its year in the short line `text`.

    Between slashes the day stands first in every `language` (BCP 47) but English, where it is the month in the United
    States, the day in the countries of _DAY_FIRST, and 08/01/2025 without a country is None.
    """
    text = text if text.isascii() else text.translate(_DIGITS)
    if year := _YEAR.search(text):
        beside = text[max(0, year.start() - _BESIDE) : year.end() + _BESIDE].lower()
        for form in (_NAMED, _MONTH_FIRST, _YEAR_FIRST, _EAST, _SPACED):
            if found := form.search(beside):
                month = found["month"]
                number = int(month) if month.isdecimal() else _MONTHS[month]
                if day := _day(int(found["year"]), number, int(found["day"])):
                    return day
    if moment := read_moment(text, None):
        return moment.at.date()
    slashes = _SLASHES.search(text)
    return _between_slashes(slashes, (language or "").lower()) if slashes else None


def _between_slashes(found: re.Match[str], language: str) -> date | None:
    one, other, year = int(found["one"]), int(found["other"]), int(found["year"])
    year += 2000 if len(found["year"]) == 2 else 0
    if language == "en-us" or other > 12:
        one, other = other, one
    elif one <= 12 and one != other and (not language or language.partition("-")[0] == "en"):
        return _day(year, other, one) if language.endswith(_DAY_FIRST) else None
    return _day(year, other, one)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS_OF_THE_WEB else None
    except ValueError:
        return None
