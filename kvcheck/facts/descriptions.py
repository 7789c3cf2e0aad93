"""What a free-text description speaks of, in Korean or English, held against the stated kind of activity."""

from collections.abc import Iterator
from functools import lru_cache

from kvcheck.language.spelling import fold, letters_of
from kvcheck.model import Catalogue, Tells, Telltale


class WordReader:
    """Reads descriptions by one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._kinds = catalogue.kinds
        self._words = catalogue.lexicon
        self._lengths: dict[str, list[int]] = {}
        """Lengths of words, longest first, by their first two letters."""
        for word in self._words:
            self._lengths.setdefault(word[:2], []).append(len(word))
        for start, lengths in self._lengths.items():
            self._lengths[start] = sorted(set(lengths), reverse=True)
        self.find = lru_cache(maxsize=4096)(self._find)
        self.families = lru_cache(maxsize=4096)(self._families)

    def _find(self, description: str) -> tuple[Telltale, ...]:
        """Every telling word of a description, in order."""
        folded, spans = fold(description)
        found = []
        for first, last, tells in self._search(folded):
            if tells is not None:
                start, end = spans[first][0], spans[last][1]
                found.append(Telltale(description[start:end], start, *tells))
        return tuple(found)

    def _families(self, description: str, kind: str) -> tuple[str, ...]:
        """The families that the words of a description tell, other than the family of the kind, in order."""
        own = self._kinds[kind].family
        return tuple(dict.fromkeys(each.family for each in self.find(description) if each.family != own))

    def _search(self, folded: str) -> Iterator[tuple[int, int, Tells]]:
        """First and last offset in the folded text of each word found, with what it tells: the longest at each place.

        A gap inside a listed phrase (a space, a hyphen, a dot in the middle) is optional in the text. A word spaced out
        letter by letter is found too, but only where it stands alone: `필요시 공급` does not speak of `시공`.
        """
        letters, places, gaps = letters_of(folded)
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
