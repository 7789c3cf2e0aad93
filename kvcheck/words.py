"""What a free-text description speaks of, in Korean or English, held against the stated kind of activity."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from kvcheck.model import Catalogue, Telltale

VAGUE = "other"
"""The family that vague words count as: they may stand for anything."""


class WordReader:
    """Reads descriptions by one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._kinds = catalogue.kinds
        self._lexicon = _Lexicon()
        for kind in catalogue.kinds.values():
            for word in kind.words:
                self._lexicon.add(word, (kind.family, kind.name))
        for word in catalogue.vague:
            self._lexicon.add(word, (VAGUE, None))
        for word in catalogue.harmless:
            self._lexicon.add(word, None)
        self.find = lru_cache(maxsize=4096)(self._find)
        self.families = lru_cache(maxsize=4096)(self._families)

    def _find(self, description: str) -> tuple[Telltale, ...]:
        """Every telling word of a description, in order."""
        folded, spans = fold(description)
        found = []
        for first, last, tells in self._lexicon.search(folded):
            if tells is not None:
                start, end = spans[first][0], spans[last][1]
                found.append(Telltale(description[start:end], start, *tells))
        return tuple(found)

    def _families(self, description: str, kind: str) -> tuple[str, ...]:
        """The families that the words of a description tell, other than the family of the kind, in order."""
        own = self._kinds[kind].family
        return tuple(dict.fromkeys(each.family for each in self.find(description) if each.family != own))


Tells = tuple[str, str | None] | None
"""What a word tells: a family and a kind; None for a harmless phrase."""


class _Lexicon:
    """Words that are looked for all at once, the longest at each place.

    Words are kept without their gaps (spaces, hyphens, dots in the middle). A gap inside a listed phrase is optional in
    the text. A word spaced out letter by letter is found too, but only where it stands alone: `필요시 공급` does not
    speak of `시공`.
    """

    def __init__(self) -> None:
        self._words: dict[str, tuple[Tells, frozenset[int]]] = {}
        self._lengths: dict[str, list[int]] = {}
        """Lengths of words, longest first, by their first two letters."""

    def add(self, word: str, tells: Tells) -> None:
        """Add a word or phrase and what it tells."""
        spelled = word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()
        parts = spelled.translate(_TO_SPACE).split()
        letters, gaps = "".join(parts), frozenset(accumulate(map(len, parts[:-1])))
        known = self._words.get(letters)
        self._words[letters] = (known[0], known[1] | gaps) if known else (tells, gaps)
        lengths = self._lengths.setdefault(letters[:2], [])
        if len(letters) not in lengths:
            lengths.append(len(letters))
            lengths.sort(reverse=True)

    def search(self, folded: str) -> Iterator[tuple[int, int, Tells]]:
        """First and last offset in the folded text of each word found, with what it tells."""
        letters, places, gaps = _letters(folded)
        at = 0
        while at < len(letters):
            for length in self._lengths.get(letters[at : at + 2], ()):
                found = self._words.get(letters[at : at + length]) if at + length <= len(letters) else None
                if found is not None and _stands(letters, gaps, at, at + length, found[1]):
                    yield places[at], places[at + length - 1], found[0]
                    at += length
                    break
            else:
                at += 1


def _letters(folded: str) -> tuple[str, list[int], frozenset[int]]:
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


def _stands(letters: str, gaps: frozenset[int], first: int, end: int, allowed: frozenset[int]) -> bool:
    """Whether the letters from `first` to `end` are the word, and not pieces of its neighbors."""
    starts = first == 0 or first in gaps
    ends = end == len(letters) or end in gaps
    inner = {number - first for number in range(first + 1, end) if number in gaps}
    spaced_out = starts and ends and len(inner) == end - first - 1
    if not (inner <= allowed or spaced_out):
        return False
    cut_in = not starts and _latin(letters[first - 1]) and _latin(letters[first])
    cut_off = not ends and _latin(letters[end - 1]) and _latin(letters[end])
    return not (cut_in or cut_off)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


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
