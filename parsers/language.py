"""A text and what its page declares → the code of the language that it is in, None where that is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ARABIC = re.compile("[\u0620-\u06ff]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_LATIN = re.compile("[A-Za-zÀ-ɏ]+")
#: Script → languages that our outlets write in it.
_SCRIPTS = {
    "Arabic": frozenset({"ur", "fa", "ar", "ps", "pa", "sd", "ug"}),
    "Cyrillic": frozenset({"ru", "kk", "ky", "tg", "uz", "mn", "tt"}),
}
#: Script → languages in it, with letters that no other of them has.
_OWN_LETTERS = {"Arabic": {"ur": "ٹڈڑںےہ"}, "Cyrillic": {"kk": "әұһ", "tg": "ӣӯҷ", "uz": "ў"}}
#: Cyrillic letters that Russian lacks.
_NOT_RUSSIAN = re.compile("[ғқңөүіҳӯ]")
#: In small letters, as in the text that they are looked for in: that takes half as long.
_ENGLISH_WORDS = ("the", "of", "and", "to", "in", "a", "on", "for", "with", "that")
_ENGLISH = re.compile(rf"\b(?:{'|'.join(_ENGLISH_WORDS)})\b")
#: Words and letters of Uzbek in Latin script; the mark over o and g is printed in many ways.
_UZBEK_WORDS = re.compile(r"\b(?:va|bilan|uchun|deb|haqida|ham)\b", re.IGNORECASE)
_UZBEK = re.compile(rf"{_UZBEK_WORDS.pattern}|\b\w*[og][ʻ‘’'`]\w+", re.IGNORECASE)
#: Without it the words alone are looked for, in a fifth of the time.
_UZBEK_MARK = re.compile(r"(?<=[ogOG])[ʻ‘’'`](?=\w)")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
#: Characters that are looked at; the language does not change in the middle.
_WINDOW = 3_000


def language_of(text: str, declared: Iterable[str | None]) -> str | None:
    """The first of the `declared` languages (BCP 47) in whose script `text` is, else what its letters say."""
    text = text[:_WINDOW]
    script = _script(text)
    for tag in declared:
        language = re.split("[-_]", (tag or "").strip().lower())[0]
        if re.fullmatch("[a-z]{2,3}", language) and _fits(language, script):
            # Kazakh under a page that says "ru", Uzbek under one that says "en": letters and words are proof, a
            # template's attribute is not.
            return _by_letters(text, script) or language if language in ("ru", "en") else language
    return _by_letters(text, script)


def _script(text: str) -> str | None:
    if text.isascii():
        return "Latin" if _LATIN.search(text) else None
    ascii_only = text.encode("ascii", "ignore")
    if len(ascii_only.translate(None, _NO_LETTERS)) > len(text) - len(ascii_only):
        return "Latin"  # that is all that there can be of others
    patterns = {"Arabic": _ARABIC, "Cyrillic": _CYRILLIC, "Latin": _LATIN}
    counts = {name: sum(map(len, pattern.findall(text))) for name, pattern in patterns.items()}
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] > 0 else None


def _fits(language: str, script: str | None) -> bool:
    if script in _SCRIPTS:
        return language in _SCRIPTS[script]
    return script is None or language == "uz" or all(language not in languages for languages in _SCRIPTS.values())


def _by_letters(text: str, script: str | None) -> str | None:
    letters = text.casefold()
    for language, own in _OWN_LETTERS.get(script or "", {}).items():
        # A few of them are in foreign names too.
        if sum(letters.count(letter) for letter in own) * 100 > len(text):
            return language
    if script == "Cyrillic" and not _NOT_RUSSIAN.search(letters):
        return "ru" if re.search("[ыэ]", letters) else None
    words = len(text.split())
    if script != "Latin" or words < 5:
        return None
    # Counting them between blanks takes a tenth of the time, and mostly is enough.
    surely = sum(letters.count(f" {word} ") for word in _ENGLISH_WORDS)
    if surely * 8 > words or len(_ENGLISH.findall(letters)) * 8 > words:
        return "en"
    uzbek = _UZBEK if _UZBEK_MARK.search(text) else _UZBEK_WORDS
    return "uz" if len(uzbek.findall(text)) * 12 > words else None
