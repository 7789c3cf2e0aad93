"""What words mean: acts and things whatever the language, and the words of each language for them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


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
