"""What a free-text description speaks of, in Korean or English, held against the stated kind of activity."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kvcheck.model import Catalogue

RISKY = frozenset(
    {"building", "rigging", "production", "management", "services", "labor", "connection", "relocation", "other"}
)
"""Families of work that a description must not speak of under a kind of another family."""

VAGUE = "other"
"""The family that vague words count as: they may stand for anything."""


@dataclass(frozen=True, slots=True)
class Telltale:
    """One telling word found in a description."""

    text: str
    """As the user wrote it."""
    start: int
    """0-based offset in the description."""
    family: str
    kind: str | None
    """The kind it tells; None for a vague word."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads descriptions by one catalogue."""

    find: Callable[[str], tuple[Telltale, ...]]
    families: Callable[[str, str], tuple[str, ...]]


def reader(catalogue: Catalogue) -> Reader:
    """A reader for the words of this catalogue."""
    tells: dict[str, tuple[str, str | None]] = {}
    for kind in catalogue.kinds.values():
        for word in kind.words:
            tells[_key(word)] = (kind.family, kind.name)
    tells.update({_key(word): (VAGUE, None) for word in catalogue.vague})
    harmless = {_key(word) for word in catalogue.harmless}
    pattern = _pattern([*tells, *harmless])

    @lru_cache(maxsize=4096)
    def find(description: str) -> tuple[Telltale, ...]:
        folded, offsets = fold(description)
        found = []
        for match in pattern.finditer(folded):
            word = _key(match.group())
            if word in harmless:
                continue
            family, kind_name = tells[word]
            first, last = offsets[match.start()], offsets[match.end() - 1]
            found.append(Telltale(description[first : last + 1], first, family, kind_name))
        return tuple(found)

    @lru_cache(maxsize=4096)
    def families(description: str, kind: str) -> tuple[str, ...]:
        return speaks_of(find(description), kind, catalogue.kinds[kind].family if kind in catalogue.kinds else "")

    return Reader(find, families)


def speaks_of(telltales: tuple[Telltale, ...], kind: str, family: str) -> tuple[str, ...]:
    """The risky families that the words tell and the kind does not, in the order they are found."""
    found: dict[str, None] = {}
    for telltale in telltales:
        if telltale.family in RISKY and telltale.family != family and telltale.kind != kind:
            found[telltale.family] = None
    return tuple(found)


def fold(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, with the offset in the original of each of its characters.

    Look-alikes are made alike (full-width letters, decomposed Hangul), letters are lowered, and characters that show
    nothing (zero-width spaces, soft hyphens) are dropped, so that no spelling hides a word.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        for character in unicodedata.normalize("NFKC", cluster).casefold():
            if unicodedata.category(character) == "Cf":
                continue
            folded.append(" " if character.isspace() else character)
            offsets.append(start)
    return "".join(folded), offsets


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


_GAP = r"[\s·ㆍ・/\-_]*"


def _key(word: str) -> str:
    return re.sub(_GAP, "", fold(word)[0])


def _pattern(words: list[str]) -> re.Pattern[str]:
    """One expression for all words, longest first; gaps between the characters of a word do not matter."""
    alternatives = []
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        if not word:
            continue
        spelled = _GAP.join(re.escape(character) for character in word)
        latin = word[0].isascii() and word[-1].isascii()
        alternatives.append(rf"(?<![a-z0-9]){spelled}(?![a-z0-9])" if latin else spelled)
    return re.compile("|".join(alternatives) or r"(?!)")


def telling(telltales: tuple[Telltale, ...], families: Mapping[str, object] | tuple[str, ...]) -> list[Telltale]:
    """Those of the words that tell one of the families."""
    return [telltale for telltale in telltales if telltale.family in families]
