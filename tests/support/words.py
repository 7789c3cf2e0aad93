"""Texts of plans read as the tool reads them, and lists of texts to read."""

import random
from functools import cache
from pathlib import Path

from kvcheck.facts.descriptions import Reading, Texts, WordReader
from tests.support import library

FOLDER = Path(__file__).parent.parent / "words"
"""Lists of descriptions, one a line; the head of each says where it is from."""
OTHER_WORK = {
    "building",
    "rigging",
    "production",
    "management",
    "services",
    "labor",
    "connection",
    "relocation",
    "other",
}
"""Families that no description of work on equipment may tell unseen: those of the rule `words-differ`."""


@cache
def reader() -> WordReader:
    """The reader of the shipped rules."""
    found = library()
    return WordReader(found.catalogue, lambda: found.words)


def read(description: str | None, kind: str = "install", mode: str | None = "perform", **others: str) -> Reading:
    """What a description says under a kind; `others` are other texts, such as `equipment_name`."""
    return reader().read(
        Texts(kind, mode, description, tuple((key.replace("_", "."), text) for key, text in others.items()))
    )


def families(description: str, kind: str = "install") -> set[str]:
    """The families of other work that a description tells under a kind."""
    return set(read(description, kind).families)


def passes(description: str, kind: str = "install", mode: str | None = "perform") -> bool:
    """Whether nothing in a description holds a permission back."""
    found = read(description, kind, mode)
    said = OTHER_WORK | ({"equipment"} if reader_family(kind) == "business" else set())
    return found.described is True and not said & set(found.families)


def denies(text: str) -> bool:
    """Whether a word of a text says that something is not done, or is done by others."""
    return any(each.role in ("not", "others", "instead") for each in reader()._tokenizer.tokens(text))


def reader_family(kind: str) -> str:
    """The family of a kind."""
    return library().catalogue.kinds[kind].family


def lines(name: str) -> list[str]:
    """The descriptions of a list."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


Lawful = tuple[str, str | None, str]
"""Kind, mode and description."""


def lawful() -> list[Lawful]:
    """Kind, mode and description of lawful work."""
    found = []
    for line in lines("lawful.txt"):
        head, _, description = line.partition("|")
        kind, mode = head.split()
        found.append((kind, None if mode == "-" else mode, description.strip()))
    return found


LOOK_ALIKES = str.maketrans("aeiopcx", "\u0430\u0435\u0131\u043e\u0440\u0441\u0445")
MARKS = "\u0301\u0308\u0335\ufe0f\u200b\u00ad\u2060\u3164\u034f"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"


def decorated(text: str, chance: random.Random) -> str:
    """The text as somebody might write it who does not want it found: it still reads the same to a person."""

    def other(letter: str) -> str:
        full = chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter
        gap = {" ": "\u00a0", "-": chance.choice(DASHES)}.get(letter, letter)
        return chance.choice((letter + chance.choice(MARKS), full, letter.upper(), letter.translate(LOOK_ALIKES), gap))

    return "".join(other(each) if chance.random() < 0.5 else each for each in text)
