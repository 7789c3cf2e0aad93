"""Tables in text files: CSV with comma, semicolon or tab, as Excel and others write them."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_spreadsheet
from kvcheck.rosters.cells import LOST, LOST_LETTERS, Raw
from kvcheck.rosters.columns import headings, plain_heading
from kvcheck.rosters.encodings import Decoded, decode
from kvcheck.rosters.table import MAX_ROWS, TITLE_ROWS, Table, too_large

ENDINGS = (".csv", ".tsv", ".txt")
DELIMITERS = (",", ";", "\t")

_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def read(data: bytes, file: str, encoding: str = "") -> tuple[Table, Decoded]:
    """The table of a text file, and how it was decoded: in `encoding`, if one is named. Raises CannotCheck."""
    decoded = decode(data, file, encoding)
    text = decoded.text
    if text.startswith("sep="):  # a line for Excel: kept as a row, so that rows keep their numbers
        text = "\n" + text.partition("\n")[2]
    best = max(DELIMITERS, key=lambda delimiter: _known(text, delimiter))
    return Table(file, None, list(_rows(text, best, file))), decoded


def write(rows: Iterable[Sequence[str | int | date | None]]) -> str:
    """The text of a CSV file that Excel opens as UTF-8.

    Text that a spreadsheet would take for a formula gets an apostrophe, which `read` takes away again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _guarded(cell: str | int | date | None) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return in_spreadsheet(text) if isinstance(cell, str) else text


def _known(text: str, delimiter: str) -> int:
    """How many headings are understood if the columns are separated so."""
    top = "".join(text.splitlines(keepends=True)[:TITLE_ROWS])
    rows = csv.reader(io.StringIO(top, newline=""), delimiter=delimiter)
    try:
        return max(sum(plain_heading(cell) in headings() for cell in row) for row in rows)
    except (csv.Error, ValueError):
        return 0


def _cell(cell: str) -> Raw:
    """A cell without what guards it against spreadsheets; letters lost when the file was saved are no text."""
    if LOST in cell:
        return LOST_LETTERS
    return cell[1:] if _GUARDED.match(cell) else cell


def _rows(text: str, delimiter: str, file: str) -> Iterable[tuple[int, list[Raw]]]:
    """The rows with their numbers, 1 the first; what guards a cell against spreadsheets is taken away again."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number > MAX_ROWS:
                raise too_large(file)
            yield number, [_cell(cell) for cell in row]
    except csv.Error:
        message = Text(
            "`{file}`, row {number}: a quotation mark is not closed, or stands in the middle",
            "`{file}` {number}행: 따옴표가 닫히지 않았거나 중간에 있습니다",
            file=file,
            number=number + 1,
        )
        hint = Text("save it again as CSV, or as .xlsx", "CSV 또는 .xlsx로 다시 저장하십시오")
        raise CannotCheck([Problem(message=message, hint=hint)]) from None
