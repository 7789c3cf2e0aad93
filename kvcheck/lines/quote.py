"""A line of the user's own text with a caret."""

from collections.abc import Iterator

from kvcheck.lines.layout import Line, Span, columns, cut, shown


def quoted(text: str, line: int, column: int, indent: int, width: int) -> Iterator[Line]:
    """A line of a file with its number, and a caret below a column of it. A long line is shown around the column."""
    number = f"{line} | "
    room = max(width - indent - len(number), 20)
    start = 0
    text = shown(text)
    if columns(text) > room and column > room // 2:
        start = column - room // 2
    before = text[start : column - 1]
    excerpt = ("…" if start else "") + text[start:]
    caret = columns(before) + (1 if start else 0)
    yield (Span(" " * indent), Span(number, "quiet"), Span(cut(excerpt, room)))
    yield (Span(" " * (indent + len(number) + caret)), Span("^", "caret"))
