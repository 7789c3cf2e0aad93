"""What words mean: acts and things whatever the language, and the words of each language for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any

from kvcheck.frozen import NamedTuple

BLANK, BETWEEN = " ", "|"
"""What parts words of one beginning, and beginnings."""
BEGINNING = 3
"""By so many of its first letters a word is found."""
FIRST_SIGN, MOST_SIGNS = 0x4E00, 0x5200
"""Signs that stand for what words say, by their numbers in Unicode: one letter is read faster than a number."""


class Sort(StrEnum):
    """How much an act decides."""

    DOES = "does"
    """It is what is done, whatever it is done to."""
    OPEN = "open"
    """What it is done to decides: to install a pipe is piping."""
    TALK = "talk"
    """Talk, teaching, looking: what stands behind it is only its subject."""
    LIGHT = "light"
    """Says nothing by itself; what it goes with decides: do, work."""
    VAGUE = "vague"
    """As light, and too little where nothing concrete stands beside it: support."""
    LEAD = "lead"
    """As light, for somebody who directs others: supervise."""
    GO = "go"
    """As light, for travel: visit."""


class Act(NamedTuple):
    """Something that is done."""

    kind: str | None
    """The kind it speaks for; None where it speaks for a family, or for nothing."""
    family: str | None
    sort: Sort
    of: Mapping[str, str]
    """The kind it speaks for instead, by the class of the thing it is done to."""
    whole: bool
    """Whether its words never name a machine."""
    firm: bool = False
    """Whether firms have its words at the end of their names: Hanbit Engineering."""


class Thing(NamedTuple):
    """A class of things."""

    tells: str | None
    """The kind of work that doing anything to it is."""
    inside: str | None
    """The kind it is instead where the thing is inside the machine."""
    names: bool
    """Whether a word of an act before it only names it: a welding robot."""
    trade: bool
    """Whether its word alone, without an act, shows the work."""
    goods: bool
    """Whether makers of machines sell such things too: what has only that for a name is no work on a building."""
    belongs: bool = False
    """Whether it is nothing by itself: a system of pipes is pipes, a leak of the roof is the roof."""
    parts: bool = False
    """Whether its parts are what it is: the filter of the air conditioning."""


class TextRule(NamedTuple):
    """A place of the plan that is read beside the description."""

    families: frozenset[str]
    """The families that it may show."""
    generic: bool
    """Whether words for construction as such count there, or only its trades."""
    titles: tuple[str, ...]
    """Words for the paper itself, which are passed over: a piping contract is about piping."""
    worked_on: bool
    """Whether it names what the work is done to, so that a building there is work on a building."""


class Meanings(NamedTuple):
    """Acts and things whatever the language."""

    acts: Mapping[str, Act]
    things: Mapping[str, Thing]
    serves: Mapping[str, frozenset[str]]
    """Families that acts of another family speak for too."""
    parts: Mapping[str, frozenset[str]]
    """Acts that are part of a kind, whatever they say beside another: unloading of a delivery by truck."""
    texts: Mapping[str, TextRule]
    """By place of the plan: `equipment.name`."""
    kinds: Mapping[str, str]
    """The family of each kind of the catalogue."""
    look_alikes: Mapping[str, str]
    """Letters by what they look like: usually one Latin letter, sometimes two that are possible."""


def signs(says: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A sign for each of some texts."""
    return ((chr(FIRST_SIGN + number), each) for number, each in enumerate(says))


class Words(Mapping[str, str]):
    """Words with what they say, folded up by their first letters and unfolded where a text has such a word.

    A language has thousands of words, and a plan uses few of them: to make a dict of all takes longer than to read it.
    """

    def __init__(self, words: bytes, marks: bytes, says: bytes) -> None:
        """All in UTF-8, in parts: `words` are first letters and then the words that begin so, with blanks between;
        `marks` has for each such part a sign for each of its words, which numbers what it says in `says`."""
        self.words, self.marks, self.says = words, marks, says
        self._unfolded: dict[str, dict[str, str]] = {}

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Mapping[str, str]:
        """Words folded up; as they are if one has a sign that parts them, or they say too much."""
        says = tuple(dict.fromkeys(words.values()))
        odd = not {BLANK, BETWEEN, "\n"}.isdisjoint("".join(words)) or not {BETWEEN, "\n"}.isdisjoint("".join(says))
        if odd or len(says) > MOST_SIGNS:
            return words
        sign_of = {each: sign for sign, each in signs(says)}
        parts: dict[str, list[str]] = {}
        for word in words:
            parts.setdefault(word[:BEGINNING], []).append(word)
        told = [text for start, part in parts.items() for text in (start, BLANK.join(part))]
        marks = ["".join([sign_of[words[word]] for word in part]) for part in parts.values()]
        return cls(BETWEEN.join(told).encode(), BETWEEN.join(marks).encode(), BETWEEN.join(says).encode())

    @cached_property
    def _says(self) -> Sequence[str]:
        return self.says.decode().split(BETWEEN)

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, str]]:
        """By first letters the words that begin so, and their signs."""
        if not self.words:
            return {}
        told, marks = self.words.decode().split(BETWEEN), self.marks.decode().split(BETWEEN)
        return dict(zip(told[::2], zip(told[1::2], marks, strict=True), strict=True))

    def _unfold(self, start: str) -> dict[str, str]:
        """The words that begin so: there are some."""
        found = self._unfolded.get(start)
        if found is None:
            words, marks = self._folded[start]
            said = [self._says[ord(mark) - FIRST_SIGN] for mark in marks]
            self._unfolded[start] = found = dict(zip(words.split(BLANK), said, strict=True))
        return found

    def get(self, word: str, default: Any = None) -> Any:
        """What a word says. Where its letters do not stand among those of its beginning, nothing is unfolded."""
        start = word[:BEGINNING]
        found = self._folded.get(start)
        return self._unfold(start).get(word, default) if found is not None and word in found[0] else default

    def among(self, wanted: Mapping[str, frozenset[str]]) -> set[str]:
        """Those of many words that are listed; they are given by their first letters, and none is unfolded."""
        found: set[str] = set()
        for start in wanted.keys() & self._folded.keys():
            found |= wanted[start].intersection(self._folded[start][0].split(BLANK))
        return found

    def __getitem__(self, word: str) -> str:
        return self._unfold(word[:BEGINNING])[word]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        for start in self._folded:
            yield from self._unfold(start)

    def __len__(self) -> int:
        return sum(len(marks) for _, marks in self._folded.values())


class Language(NamedTuple):
    """The words of one language."""

    code: str
    scripts: frozenset[str]
    head_last: bool
    """Whether the governing word stands at the end."""
    objects_behind: bool
    """Whether what an act is done to may stand behind it although the governing word stands at the end: Chinese."""
    pieces: bool
    """Whether words are written together, so that a run of letters is cut into words."""
    words: Mapping[str, str]
    """By the letters of the word, without gaps: its role, what it means, and its form, as `act weld ing`."""
    endings: Mapping[str, str]
    """Classes of things by the end of words nobody listed."""
    joiners: frozenset[str] = frozenset()
    """The single letters that join clauses and are part of no other word: 및."""
    numbers: frozenset[str] = frozenset()
    """The numbers of several digits that its words have: of a 480 V feeder."""

    def among(self, wanted: Mapping[str, frozenset[str]]) -> set[str]:
        """Those of many words, given by their first letters, that it lists."""
        if isinstance(self.words, Words):
            return self.words.among(wanted)
        return {word for words in wanted.values() for word in words if word in self.words}


def by_beginnings(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Words by their first letters, as lists of words are asked about many at once."""
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(word[:BEGINNING], set()).add(word)
    return {start: frozenset(some) for start, some in found.items()}
