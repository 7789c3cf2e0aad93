"""The pages of a pack before any format: sections of rows that stand in two languages side by side."""

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text


class Row(NamedTuple):
    """One line of a section, in both languages."""

    label: str
    """A number or a sign, the same in every language."""
    text: Text
    depth: int = 0
    """How far in it stands."""
    tone: str = ""
    """How it is set: `head` of what follows, `title`, `case`, `quiet`; empty for plain text."""
    link: str = ""
    """An address that belongs to it."""
    anchor: str = ""
    """The name by which other rows refer to it."""


class Section(NamedTuple):
    """Rows under a heading."""

    anchor: str
    level: int
    """2 of a section, 3 of a rule in one."""
    title: Text
    rows: tuple[Row, ...]
    mark: str = ""
    """What stands before the title in every language: the number of a rule."""
    name: str = ""
    """The id of a rule, which heads the column of numbers, on each printed page anew."""


class Signed(NamedTuple):
    """What a signature vouches for: a part of the rules, and the digest of its text."""

    title: Text
    digest: str
    """SHA-256 in hexadecimal."""


class PackPages(NamedTuple):
    """All pages about one pack."""

    name: str
    title: Text
    reviewed: str
    """The day somebody last looked for changes: the day that the pages are of."""
    sections: tuple[Section, ...]
    signed: tuple[Signed, ...]
