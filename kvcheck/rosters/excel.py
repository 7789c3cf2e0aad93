"""Excel workbooks: the only door to openpyxl."""

import io
import math
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kvcheck.errors import CannotCheck, Problem, not_installed
from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.rosters.book import Book, Cell, Head, Sheet, Told
from kvcheck.rosters.cells import Bad, Raw
from kvcheck.rosters.table import MAX_COLUMNS, MAX_ROWS, Table, header_row, letters, no_headings, several, too_large

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ENDINGS = (".xlsx", ".xlsm")

_OLD = b"\xd0\xcf\x11\xe0"
SIGNATURES = (b"PK\x03\x04", _OLD)
"""How workbooks begin: those of today, and those that Excel wrote before 2007 or with a password."""

MAX_UNPACKED = 60 << 20
"""The most that the parts of a workbook may hold together: a small file can unpack to a very large one."""


def read(data: bytes, file: str) -> tuple[Table, int]:
    """The one sheet in sight that has a row of headings, and the place of that row. Raises CannotCheck."""
    _refuse(data, file)
    book, results = _opened(data, file, results=False), None
    found: list[tuple[Table, int]] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if any(cell.data_type == "f" for cell in _cells(sheet)):
            results = results or _opened(data, file, results=True)
        rows = list(_rows(sheet, results[sheet.title] if results is not None else None, file))
        header = header_row(rows)
        if header is not None:
            hidden = {number for number, _ in rows if (look := sheet.row_dimensions.get(number)) and look.hidden}
            found.append((Table(file, sheet.title, rows, frozenset(hidden)), header))
    if not found:
        raise no_headings(file)
    if len(found) > 1:
        raise several(file, [str(table.sheet) for table, _ in found])
    return found[0]


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


def _rows(sheet: "Worksheet", results: "Worksheet | None", file: str) -> Iterator[tuple[int, list[Raw]]]:
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
    for number in sorted(rows):
        row = rows[number]
        yield number, [row.get(place) for place in range(1, max(row) + 1)]


_NO_RESULT = Bad(
    Text("a formula without a result", "결과가 없는 수식"),
    Text(
        "a value; open the file in Excel and save it, or write the value",
        "값. Excel에서 열어 저장하거나 값을 직접 적으십시오",
    ),
)


def _raw(cell: Any, results: "Worksheet | None") -> Raw:
    """What a cell holds; of a formula, its result."""
    if cell.data_type == "f" and results is not None:
        cell = results.cell(cell.row, cell.column)
        if cell.value is None:
            return _NO_RESULT
    value = cell.value
    if cell.data_type == "e":
        return Bad(Text("the error `{value}`", "오류 `{value}`", value=value), Text("a value", "값"))
    if isinstance(value, str | bool | int | float | date) or value is None:
        return value
    return str(value)  # a time of day or a duration, which no column asks for


# Writing --------------------------------------------------------------------------------------------------------------

_TINTS = {
    Verdict.PERMITTED: ("D5EFD8", "14532D"),
    Verdict.NEEDS_REVIEW: ("FFEDB8", "6B4700"),
    Verdict.UNDETERMINED: ("D6E6FB", "0B3D78"),
    Verdict.NOT_PERMITTED: ("F9D3CF", "7F1416"),
}
"""Background and letters of the cell that shows a verdict; its sign and words show it too."""
_BANDS = {
    "id": "1F3A5F", "traveler": "2F5D8A", "trip": "3B6E6B", "activity0": "5A5F7D", "activity1": "44507A",
    "answer": "5B4A68",
}  # fmt: skip
"""Backgrounds of the headings, dark enough for white letters."""
_FONTS = {"en": "Calibri", "ko": "맑은 고딕"}
_A4, _A3 = 9, 8
_LINE = 13.5
"""The height of a line, in points."""
_PAGE = {_A4: 160, _A3: 230}
"""The width of a page of each size in characters that can still be read."""
_HARMFUL = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that the format cannot hold."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would take for a character written as its number."""


def write(book: Book) -> bytes:
    """The workbook as a file. The same book gives the same bytes."""
    try:
        from openpyxl import Workbook as NewWorkbook
    except ImportError:
        raise not_installed("openpyxl") from None
    workbook = NewWorkbook()
    workbook.remove(workbook.worksheets[0])
    values = book.sheets[-1].title
    lists = {name: f"'{values}'!$B${first}:$B${last}" for name, (first, last) in book.lists.items()}
    for sheet in book.sheets:
        _Writer(workbook.create_sheet(sheet.title), sheet, _FONTS[book.lang]).write(lists)
    workbook.properties.creator = "kvcheck"
    workbook.properties.created = datetime.fromisoformat(book.day)
    out = io.BytesIO()
    workbook.save(out)
    return _timeless(out.getvalue(), book.day)


class _Writer:
    """Writes one sheet."""

    def __init__(self, to: "Worksheet", sheet: Sheet, font: str) -> None:
        """A writer of `sheet` to a sheet of an open workbook."""
        from openpyxl import styles

        self.to = to
        self.sheet = sheet
        self.top = len(sheet.intro) + 1
        """The row of the headings."""
        self.styles = styles
        self.font = font
        self.widths = [self._width(number) for number in range(len(sheet.heads))]
        side = styles.Side(style="thin", color="C9CED6")
        self.border = styles.Border(left=side, right=side, top=side, bottom=side)

    def write(self, lists: Mapping[str, str]) -> None:
        """Write everything; `lists` are the ranges of the lists to choose from."""
        for number, line in enumerate(self.sheet.intro, 1):
            self._intro(number, line)
        for number, head in enumerate(self.sheet.heads, 1):
            self._head(number, head, lists)
        self._height(self.top, [head.text for head in self.sheet.heads])
        for row, cells in enumerate(self.sheet.rows, self.top + 1):
            for number, cell in enumerate(cells, 1):
                self._cell(row, number, cell)
            self._height(row, cells)
        self._page()

    def _height(self, row: int, cells: Sequence[Cell]) -> None:
        """A row as high as its cell of most lines: not every program works that out when it opens a file."""
        counts = [
            sum(max(1, math.ceil(columns(line) / (self.widths[number] - 2))) for line in _said(cell).split("\n"))
            for number, cell in enumerate(cells)
        ]
        self.to.row_dimensions[row].height = _LINE * max(counts, default=1) + 3

    def _intro(self, row: int, line: str) -> None:
        """A line above the headings, across all columns."""
        cell = self.to.cell(row, 1)
        _put(cell, line)
        cell.font = self.styles.Font(name=self.font, size=10, italic=True)
        cell.alignment = self.styles.Alignment(wrap_text=True, vertical="top")
        self.to.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(self.sheet.heads))
        self.to.row_dimensions[row].height = _LINE * math.ceil(columns(line) / (sum(self.widths) - 4)) + 3

    def _head(self, number: int, head: Head, lists: Mapping[str, str]) -> None:
        """A heading with its note, and the values to choose from below it; `lists` are their places by name."""
        from openpyxl.comments import Comment
        from openpyxl.worksheet.datavalidation import DataValidation

        styles, letter = self.styles, letters(number)
        cell = self.to.cell(self.top, number)
        _put(cell, head.text)
        cell.font = styles.Font(name=self.font, size=10, bold=True, color="FFFFFF")
        cell.fill = styles.PatternFill("solid", start_color=_BANDS[head.band])
        cell.alignment = styles.Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = self.border
        if head.note:
            cell.comment = Comment(head.note, "kvcheck", height=110, width=300)
        column = self.to.column_dimensions[letter]
        column.width = self.widths[number - 1]
        if head.form:
            column.number_format = _FORMATS[head.form]
        if head.choices in lists:
            last = self.top + max(len(self.sheet.rows), 1) + self.sheet.spare
            # A warning, not a stop: names in words and several values in a cell are read too.
            choice = DataValidation("list", formula1=lists[head.choices], allow_blank=True, errorStyle="warning")
            choice.showErrorMessage = True
            choice.add(f"{letter}{self.top + 1}:{letter}{last}")
            self.to.add_data_validation(choice)

    def _width(self, number: int) -> float:
        """The width of a column: that of its longest line up to its widest, and of the longest word of its heading."""
        head = self.sheet.heads[number]
        lines = (line for row in self.sheet.rows for line in _said(row[number]).split("\n"))
        longest = min(max(map(columns, lines), default=0), head.widest)
        words = max(map(columns, head.text.split()))
        return max(longest + 3, words + 3, 8)

    def _cell(self, row: int, number: int, value: Cell) -> None:
        """A cell as its kind of value is read best."""
        styles, cell = self.styles, self.to.cell(row, number)
        _put(cell, value.text if isinstance(value, Told) else value)
        cell.font = styles.Font(name=self.font, size=10)
        short = isinstance(value, date | int)
        cell.alignment = (
            styles.Alignment(vertical="top", horizontal="center")
            if short
            else styles.Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
        )
        cell.border = self.border
        if isinstance(value, date):
            cell.number_format = _FORMATS["date"]
        elif isinstance(value, str) and self.sheet.heads[number - 1].form == "text":
            cell.number_format = _FORMATS["text"]
        if isinstance(value, Told):
            background, dark = _TINTS[value.verdict]
            cell.fill = styles.PatternFill("solid", start_color=background)
            cell.font = styles.Font(name=self.font, size=10, bold=True, color=dark)

    def _page(self) -> None:
        """What stays in sight, the filter, and how the sheet is printed."""
        from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
        from openpyxl.worksheet.properties import PageSetupProperties

        to, heads = self.to, self.sheet.heads
        last = to.cell(self.top + len(self.sheet.rows), len(heads)).coordinate
        to.freeze_panes = to.cell(self.top + 1, self.sheet.fixed + 1).coordinate
        to.auto_filter.ref = f"A{self.top}:{last}"
        to.sheet_view.zoomScale = 100
        printed = self.sheet.printed
        across = sum(self.widths)
        paper = _A4 if printed or across <= _PAGE[_A4] else _A3
        to.page_setup.paperSize = paper
        to.page_setup.orientation = "landscape"
        to.page_setup.fitToWidth, to.page_setup.fitToHeight = 1 if printed else math.ceil(across / _PAGE[paper]), 0
        to.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if printed:
            to.print_area = f"A1:{letters(printed)}{self.top + len(self.sheet.rows)}"
        to.print_title_rows = f"{self.top}:{self.top}"
        to.print_title_cols = f"A:{letters(self.sheet.fixed)}"
        to.page_margins.left = to.page_margins.right = 0.4
        to.page_margins.top, to.page_margins.bottom, to.page_margins.footer = 0.5, 0.8, 0.4
        to.HeaderFooter.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("&P / &N"))


_FORMATS = {"date": "yyyy-mm-dd", "text": "@"}


def columns(text: str) -> int:
    """The width of a line in characters; a Korean letter is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1 for letter in text)


def _said(cell: Cell) -> str:
    """What a cell shows, as text."""
    return "" if cell is None else cell.text if isinstance(cell, Told) else str(cell)


def _put(cell: Any, value: str | int | date | None) -> None:
    """Give a cell its value. Text is text, whatever it begins with: never a formula, an error or a number.

    What the format cannot hold is left out.
    """
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ILLEGAL.sub("", value)
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if text.startswith(_HARMFUL):
        cell.quotePrefix = True


_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: the first that the format knows."""


def _timeless(data: bytes, day: str) -> bytes:
    """The workbook without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            part = before.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), part)
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, part)
    return out.getvalue()
