"""Lines for a terminal: styled spans, widths that count Korean letters as two columns, wrapping."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kvcheck.frozen import NamedTuple
from kvcheck.language.spelling import shown as shown


class Span(NamedTuple):
    """A run of text in one style; the styles are names, a terminal decides what they look like."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def columns(text: str) -> int:
    """The number of terminal columns the text takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    return sum(map(_character, text))


_NARROW = re.compile(r"[\x00-\x7f·–…✓✗“”]*")
"""ASCII and the signs that reports use beside it, of one column each."""


@lru_cache(maxsize=4096)
def _character(character: str) -> int:
    """The columns that a character takes: 2 if wide, such as Hangul, 0 if it combines or controls."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def pad(text: str, width: int) -> str:
    """The text with spaces after it, up to a width in columns."""
    return text + " " * (width - columns(text))


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits in a width in columns with an ellipsis."""
    if columns(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _character(character)
        if used > width - 1:
            break
        kept += character
    return kept + "…"


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Lines of at most `width` columns, broken at spaces; a word that is too long is broken anywhere.

    Most sentences of a report stand in it many times.
    """
    return tuple(_wrapped(text, width))


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _pieces(text, width):
        if line and columns(line) + 1 + columns(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _pieces(text: str, width: int) -> Iterator[str]:
    """The words of a text; of a word that is wider than `width`, pieces that are not."""
    for word in text.split():
        piece, used = "", 0
        for character in word if columns(word) > width else ():
            wide = _character(character)
            if used + wide > width:
                yield piece
                piece, used = "", 0
            piece += character
            used += wide
        yield piece or word


def paragraph(label: str, text: str, *, indent: int, width: int, style: str = "") -> Iterator[Line]:
    """A labeled paragraph whose further lines hang below its first."""
    hang = indent + columns(label)
    for number, line in enumerate(wrap(text, max(width - hang, 20))):
        if number:
            yield (Span(" " * hang), Span(line, style))
        else:
            yield (Span(" " * indent), Span(label, "label"), Span(line, style))


def plain(lines: Iterable[Line]) -> str:
    """The lines without styles."""
    return "".join(["".join([span.text for span in line]).rstrip() + "\n" for line in lines])
