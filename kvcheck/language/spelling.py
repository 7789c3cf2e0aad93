"""How text is spelled: look-alikes made alike, gaps set aside, what would not show made harmless."""

import unicodedata
from functools import lru_cache

_SPACES = {ord(character): " " for character in "\t\v\f\x1c\x1d\x1e\x1f"} | dict.fromkeys(
    map(ord, "\r\x85\u2028\u2029"), "\n"
)
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufffc\u00b4\u02bc")
"""What shows nothing, or next to nothing, and is not called a format character: fillers, the blank of Braille."""
_DASHES = frozenset("\u00ac\u02d7\u058a\u05be\u06d4\u1806\u2043\u207b\u208b\u2212\u23af\u2500\u2501\u2796\u30a0\ufe63")
"""What looks like a dash or a hyphen and is not called one."""
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th", "ŧ": "t"}
)
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

_OLD = {"\u111a": "ㅀ", "\u1121": "ㅄ"}
"""Finals that Unicode makes alike to initials of old Hangul."""


def folded(text: str) -> str:
    """The text as it is searched, where nobody asks for places in the original."""
    if text.isascii():
        return text.lower().translate(_SPACES)
    return fold(text)[0] if any(map(_joins, text)) else "".join(map(_plain, text))


@lru_cache(maxsize=8192)
def _joins(character: str) -> bool:
    """Whether a character may make one with those before it: a mark, a format character, a letter of a syllable."""
    letters = unicodedata.normalize("NFKC", character)
    return unicodedata.category(character) in ("Mn", "Me", "Cf") or any(
        "\u1100" <= each <= "\u11ff" for each in letters
    )


def fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is searched, with the start and the end in the original of each of its characters.

    Look-alikes that Unicode itself knows are made alike (full-width, circled and mathematical letters, decomposed
    Hangul, accents, every dash), letters are lowered, and characters that show nothing (zero-width spaces, soft
    hyphens, variation selectors, fillers, marks) are dropped, so that no spelling hides a word.
    """
    if text.isascii():
        return text.lower().translate(_SPACES), [(start, start + 1) for start in range(len(text))]
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, cluster in _clusters(text):
        for character in _plain(cluster):
            folded.append(character)
            spans.append((start, start + len(cluster)))
    return _syllables(folded, spans)


@lru_cache(maxsize=8192)
def _plain(cluster: str) -> str:
    """One character with its marks, as it is searched."""
    found = []
    for character in unicodedata.normalize("NFKC", cluster).casefold().translate(_SPACES):
        if character in _INVISIBLE:
            continue
        category = unicodedata.category(character)
        if category == "Pd" or character in _DASHES:
            found.append("-")
        elif category in ("Mn", "Me") and not "\u0e00" <= character <= "\u0e7f":
            continue  # a mark that joined no letter; vowels of Thai are letters
        elif category not in ("Cf", "Cc", "Co", "Cn") or character == "\n":
            found.append(" " if character.isspace() and character != "\n" else _bare(character))
    return "".join(found)


def _bare(character: str) -> str:
    """A letter without its accents."""
    if character.isascii() or not unicodedata.name(character, "").startswith(_ACCENTED):
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(each for each in parts if not unicodedata.combining(each)).translate(_LETTERS)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Characters with the conjoining letters and marks that follow them, so that normalizing sees them together.

    What is invisible inside a cluster is passed over: a filler between two halves of a syllable does not part them.
    """
    clusters: list[tuple[int, str]] = []
    for index, character in enumerate(text):
        joins = unicodedata.combining(character) or "\u1161" <= character <= "\u11ff"
        if joins and clusters:
            start, before = clusters[-1]
            clusters[-1] = (start, before + character)
        elif clusters and unicodedata.category(character) in ("Mn", "Me", "Cf"):
            start, before = clusters[-1]
            clusters[-1] = (start, before)
        else:
            clusters.append((index, character))
    return clusters


def _syllables(folded: list[str], spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Hangul letters that stand by themselves (ㅂㅐㄱㅘㄴ) put together to syllables."""
    if not any("\u1100" <= each <= "\u11ff" for each in folded):
        return "".join(folded), spans
    letters = [_letter(each) for each in folded]
    out: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(letters):
        first, vowel, last, after = (*letters[at : at + 4], "", "", "", "")[:4]
        used, code = 1, letters[at]
        if first in _INITIALS and vowel in _VOWELS and first and vowel:
            closes = bool(last) and last in _FINALS and not (after and after in _VOWELS)
            syllable = (_INITIALS.index(first) * 21 + _VOWELS.index(vowel)) * 28
            used, number = (3, syllable + _FINALS.index(last) + 1) if closes else (2, syllable)
            code = chr(0xAC00 + number)
        out.append(code)
        places.append((spans[at][0], spans[at + used - 1][1]))
        at += used
    return "".join(out), places


def _letter(character: str) -> str:
    """A conjoining letter of Hangul as the letter that stands by itself."""
    code = ord(character)
    if 0x1100 <= code < 0x1113:
        return _INITIALS[code - 0x1100]
    if 0x1161 <= code < 0x1176:
        return _VOWELS[code - 0x1161]
    if 0x11A8 <= code < 0x11C3:
        return _FINALS[code - 0x11A8]
    return _OLD.get(character, character)


def shown(text: str) -> str:
    """The user's text with everything made visible or harmless: no line breaks, control or direction characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
