"""Names of months in the languages of our outlets, and their words for today, yesterday and "ago"."""

from __future__ import annotations

#: Twelve names each, January first. Those marked True are also printed by their first three letters.
_YEARS = (
    ("january february march april may june july august september october november december", True),
    ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", True),
    # Also Uzbek in Cyrillic, Kyrgyz.
    ("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь", True),
    ("جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر", False),
    # Uzbek in Latin letters, in two spellings; Azerbaijani differs in August alone.
    ("yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr", False),
    ("yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr", False),
    ("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан", False),
    # Kyrgyz behind a number: 1-августу.
    ("январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры", False),
    ("январ феврал март апрел май июн июл август сентябр октябр ноябр декабр", False),
    # Tajik before a year: 17 марти соли 2016.
    ("январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри", False),
    ("ýanwar fewral mart aprel maý iýun iýul awgust sentýabr oktýabr noýabr dekabr", False),
)

TODAY = ["today", "сегодня", "bugun", "бугун", "бүгін", "бүгүн", "имрӯз", "имруз", "şugün", "آج"]
YESTERDAY = ["yesterday", "вчера", "kecha", "кеча", "кеше", "кечээ", "дирӯз", "дируз", "düýn"]
AGO = ["ago", "назад", "oldin", "аввал", "олдин", "бұрын", "мурун", "мурда", "пеш", "öň", "پہلے", "قبل"]
#: Beginning of a unit's name → seconds. Longer beginnings come first where one is part of another.
UNITS = {
    **dict.fromkeys(["second", "sec", "секунд", "soniya", "сония", "سیکنڈ"], 1),
    **dict.fromkeys(["minut", "min", "минут", "мин", "daqiqa", "дақиқа", "дакика", "мүнөт", "minut", "منٹ"], 60),
    **dict.fromkeys(["hour", "hr", "час", "soat", "соат", "сағат", "саат", "sagat", "گھنٹ"], 3_600),
    **dict.fromkeys(["day", "дн", "ден", "день", "kun", "кун", "күн", "рӯз", "gün", "دن"], 86_400),
    **dict.fromkeys(["week", "недел", "hafta", "ҳафта", "апта", "жума", "ہفتہ"], 604_800),
}


def months() -> dict[str, int]:
    """Each name and short form of a month, in lower case → its number."""
    numbers = {"sept": 9}
    for names, has_short_forms in _YEARS:
        for number, name in enumerate(names.split(), start=1):
            numbers[name] = number
            if has_short_forms:
                numbers[name[:3]] = number
    return numbers
