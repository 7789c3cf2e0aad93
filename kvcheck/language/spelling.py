"""How text is spelled: look-alikes made alike, gaps set aside, what would not show made harmless."""

import unicodedata
from itertools import accumulate

_SPACES = {ord(character): " " for character in "\t\n\r\v\f\x1c\x1d\x1e\x1f"}
_GAPS = frozenset(" ·ㆍ・/-_.")
_TO_SPACE = dict.fromkeys(map(ord, _GAPS), " ")


def fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is searched, with the start and the end in the original of each of its characters.

    Look-alikes are made alike (full-width letters, decomposed Hangul), letters are lowered, and characters that show
    nothing (zero-width spaces, soft hyphens) are dropped, so that no spelling hides a word.
    """
    if text.isascii():
        return text.lower().translate(_SPACES), [(start, start + 1) for start in range(len(text))]
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, cluster in _clusters(text):
        for character in unicodedata.normalize("NFKC", cluster).casefold():
            if unicodedata.category(character) != "Cf":
                folded.append(" " if character.isspace() else character)
                spans.append((start, start + len(cluster)))
    return "".join(folded), spans


def _clusters(text: str) -> list[tuple[int, str]]:
    """Characters with the conjoining letters and marks that follow them, so that normalizing sees them together."""
    clusters: list[tuple[int, str]] = []
    for index, character in enumerate(text):
        joins = unicodedata.combining(character) or "\u1160" <= character <= "\u11ff"
        if joins and clusters:
            start, before = clusters[-1]
            clusters[-1] = (start, before + character)
        else:
            clusters.append((index, character))
    return clusters


def letters_of(folded: str) -> tuple[str, list[int], frozenset[int]]:
    """The text without its gaps, the offset of each letter, and the letters before which there is a gap."""
    letters: list[str] = []
    places: list[int] = []
    gaps: set[int] = set()
    for offset, character in enumerate(folded):
        if character in _GAPS:
            gaps.add(len(letters))
        else:
            letters.append(character)
            places.append(offset)
    return "".join(letters), places, frozenset(gaps)


def word_letters(word: str) -> tuple[str, frozenset[int]]:
    """A word or phrase without its gaps, and the letters before which it has one."""
    spelled = word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()
    parts = spelled.translate(_TO_SPACE).split()
    return "".join(parts), frozenset(accumulate(map(len, parts[:-1])))


def shown(text: str) -> str:
    """The user's text with everything made visible or harmless: no line breaks, control or direction characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
