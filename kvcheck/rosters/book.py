"""A workbook before it is a file: sheets of headings and cells, nothing of a file format."""

from collections.abc import Mapping, Sequence
from datetime import date

from kvcheck.frozen import NamedTuple
from kvcheck.model import Verdict


class Told(NamedTuple):
    """A cell that shows a verdict, in words and with a sign; it is tinted too."""

    text: str
    verdict: Verdict


Cell = str | int | date | Told | None


class Head(NamedTuple):
    """The head of a column."""

    text: str
    band: str
    """What the column is about: columns of one band have one tint."""
    widest: int
    """The most characters of width that it takes; longer text is wrapped."""
    note: str = ""
    """A comment on it."""
    form: str = ""
    """`date` or `text` if cells that are filled in later are to be that."""
    choices: str = ""
    """The name of the list to choose from."""


class Sheet(NamedTuple):
    """One sheet."""

    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    intro: Sequence[str] = ()
    """Lines above the headings."""
    fixed: int = 1
    """The number of columns that stay in sight and are printed on every page."""
    spare: int = 0
    """The number of rows that may be filled in besides."""
    choices: Mapping[tuple[int, int], str] = {}
    """The name of the list to choose from for single cells, by row and column from 0."""
    printed: int = 0
    """The number of columns from the left that are printed on the width of one page; 0 prints all, on more pages."""


class Book(NamedTuple):
    """A workbook."""

    lang: str
    day: str
    """The day that its properties give as the day it was made."""
    sheets: Sequence[Sheet]
    lists: Mapping[str, tuple[int, int]]
    """The lists to choose from: the first and the last row of each in the second column of the last sheet."""
    ranges: Mapping[str, str] = {}
    """Lists that stand in other sheets, as a formula names their cells; they go before those of the last sheet."""
