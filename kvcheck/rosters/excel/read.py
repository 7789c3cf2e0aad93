"""Reading workbooks: every sheet, with what of it is hidden, merged, struck out, and shown otherwise than stored."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kvcheck.errors import CannotCheck, Problem, not_installed
from kvcheck.language.text import Text
from kvcheck.rosters.cells import LOST, LOST_LETTERS, Bad, Raw, clean
from kvcheck.rosters.days import Unyeared
from kvcheck.rosters.table import MAX_COLUMNS, MAX_ROWS, Table, too_large

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ENDINGS = (".xlsx", ".xlsm")

_OLD = b"\xd0\xcf\x11\xe0"
SIGNATURES = (b"PK\x03\x04", _OLD)
"""How workbooks begin: those of today, and those that Excel wrote before 2007 or with a password."""

MAX_UNPACKED = 60 << 20
"""The most that the parts of a workbook may hold together: a small file can unpack to a very large one."""


def read(data: bytes, file: str) -> list[Table]:
    """Every sheet of a workbook that holds something, also those that are hidden. Raises CannotCheck."""
    _refuse(data, file)
    book, results = _opened(data, file, results=False), None
    found: list[Table] = []
    for sheet in book.worksheets:
        if any(cell.data_type == "f" for cell in _cells(sheet)):
            results = results or _opened(data, file, results=True)
        rows = _rows(sheet, results[sheet.title] if results is not None else None, file)
        if rows:
            found.append(_table(sheet, rows, file))
    return found


def _table(sheet: "Worksheet", rows: list[tuple[int, list[Raw]]], file: str) -> Table:
    """A sheet as a table."""
    across = {
        (merged.min_row, merged.min_col): merged.max_col
        for merged in sheet.merged_cells.ranges
        if merged.max_col > merged.min_col
    }
    return Table(
        file,
        sheet.title,
        rows,
        hidden=frozenset(number for number, _ in rows if (look := sheet.row_dimensions.get(number)) and look.hidden),
        hidden_columns=_hidden_columns(sheet),
        struck=frozenset(
            (cell.row, cell.column) for cell in _cells(sheet) if cell.font is not None and cell.font.strike
        ),
        across=across,
        visible=sheet.sheet_state == "visible",
    )


def _hidden_columns(sheet: "Worksheet") -> frozenset[int]:
    """The numbers of the columns that are not in sight; one entry may stand for several beside each other."""
    found: set[int] = set()
    for look in sheet.column_dimensions.values():
        if look.hidden and look.min is not None and look.max is not None:
            found.update(range(look.min, min(look.max, MAX_COLUMNS) + 1))
    return frozenset(found)


def _refuse(data: bytes, file: str) -> None:
    """What is no workbook, or one that cannot be read."""
    if data.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _cannot(file, Text("it is protected by a password", "암호로 보호되어 있습니다"), _WITHOUT_PASSWORD)
        raise _cannot(file, Text("it is a workbook of Excel 97-2003", "Excel 97-2003 형식입니다"), _AS_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _cannot(
            file, Text("it is damaged, or no workbook", "손상되었거나 통합 문서가 아닙니다"), _AS_XLSX
        ) from None
    if unpacked > MAX_UNPACKED:
        raise too_large(file)


_AS_XLSX = Text("open it in Excel and save it as .xlsx", "Excel에서 열어 .xlsx로 저장하십시오")
_WITHOUT_PASSWORD = Text("save a copy without the password", "암호 없이 사본을 저장하십시오")


def _cannot(file: str, why: Text, hint: Text) -> CannotCheck:
    """That a workbook cannot be read, why, and what to do."""
    message = Text("cannot read `{file}`: {why}", "`{file}`{:을} 읽을 수 없습니다: {why}", file=file, why=why)
    return CannotCheck([Problem(message=message, hint=hint)])


def _opened(data: bytes, file: str, *, results: bool) -> "Workbook":
    """The workbook, with formulas or with the results that Excel last saved for them."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise not_installed("openpyxl") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep, such as drawings: nothing is kept anyway
            return load_workbook(io.BytesIO(data), data_only=results, keep_links=False)
    except Exception:  # a file that is no workbook inside fails in openpyxl in any way
        raise _cannot(
            file, Text("it is damaged, or no workbook", "손상되었거나 통합 문서가 아닙니다"), _AS_XLSX
        ) from None


def _cells(sheet: "Worksheet") -> Iterator[Any]:
    """The cells that hold something. To ask the sheet for its rows would make every empty one in between."""
    return (cell for cell in sheet._cells.values() if cell.value is not None)  # noqa: SLF001


def _rows(sheet: "Worksheet", results: "Worksheet | None", file: str) -> list[tuple[int, list[Raw]]]:
    """The rows of a sheet that hold something. A merged cell counts for every row that it spans, in its first column.

    `results` is the sheet with what Excel last worked out for its formulas.
    """
    rows: dict[int, dict[int, Raw]] = {}
    for cell in _cells(sheet):
        rows.setdefault(cell.row, {})[cell.column] = _raw(cell, results)
    for merged in sheet.merged_cells.ranges:
        first = rows.get(merged.min_row, {}).get(merged.min_col)
        if first is not None and merged.max_row - merged.min_row < MAX_ROWS:
            for number in range(merged.min_row + 1, merged.max_row + 1):
                rows.setdefault(number, {}).setdefault(merged.min_col, first)
    if len(rows) > MAX_ROWS or max((max(row) for row in rows.values()), default=0) > MAX_COLUMNS:
        raise too_large(file)
    return [(number, [row.get(place) for place in range(1, max(row) + 1)]) for number, row in sorted(rows.items())]


_NO_RESULT = Bad(
    Text("a formula without a result", "결과가 없는 수식"),
    Text(
        "a value; open the file in Excel and save it, or write the value",
        "값. Excel에서 열어 저장하거나 값을 직접 적으십시오",
    ),
)


def _raw(cell: Any, results: "Worksheet | None") -> Raw:
    """What a cell holds; of a formula, its result; of a number that is shown otherwise than stored, what is shown."""
    form = cell.number_format
    if cell.data_type == "f" and results is not None:
        cell = results.cell(cell.row, cell.column)
        if cell.value is None:
            return _NO_RESULT
    value = cell.value
    if cell.data_type == "e":
        return Bad(Text("the error `{value}`", "오류 `{value}`", value=value), Text("a value", "값"))
    if isinstance(value, date):
        return _day(value, form)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _shown(value, form)
    if isinstance(value, str) and LOST in value:
        return LOST_LETTERS
    if isinstance(value, str | bool) or value is None:
        return value
    return str(value)  # a time of day or a duration, which no column asks for


_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
"""Parts of a number format that are no digits: quoted text, an escaped sign, room, a colour or a place."""


def _day(value: date, form: str) -> Raw:
    """A date as it is stored, or without its year where the format shows none: then Excel put the year there."""
    bare = _LITERAL.sub("", (form or "").split(";")[0]).lower()
    if isinstance(value, datetime) and bare and "y" not in bare and "e" not in bare and "m" in bare and "d" in bare:
        return Unyeared(value.month, value.day, value.year)
    return value


_FORM = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<digit>[0#])|(?P<plain>[ -])|(?P<room>_.|\[[^\]]*\])|(?P<other>.)'
)


def _shown(value: int | float, form: str) -> Raw:
    """A whole number by a format of zeros, such as 00000, as it is shown: 1001 as 01001. Others as they are stored."""
    parts = [(each.lastgroup, each[each.lastgroup or 0]) for each in _FORM.finditer((form or "").split(";")[0])]
    places = [text for kind, text in parts if kind == "digit"]
    literal = any(kind in ("quoted", "escaped") for kind, _ in parts)
    if value != int(value) or value < 0 or "0" not in places or any(kind == "other" for kind, _ in parts):
        return value
    if len(places) < 2 and not literal:
        return value
    digits = list(str(int(value)).rjust(places.count("0"), "0"))
    shown: list[str] = []
    for kind, text in reversed(parts):
        if kind != "digit":
            shown.append("" if kind == "room" else text[::-1])
            continue
        places.pop()
        shown.append(digits.pop() if digits else "")
        while digits and not places:  # what is left over stands before the first place
            shown.append(digits.pop())
    return clean("".join(shown)[::-1])
