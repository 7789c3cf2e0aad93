"""Writing workbooks."""

import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kvcheck.errors import not_installed
from kvcheck.model import Verdict
from kvcheck.rosters.book import Book, Cell, Head, Sheet, Told
from kvcheck.rosters.table import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

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
    "project": "1F3A5F", "site": "4A5A3F", "company": "2F5D8A", "equipment": "5A5F7D", "contract": "6B4A3A",
    "filing": "5B4A68",
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
    lists |= book.ranges
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
        self.looks: dict[tuple[type, bool, Verdict | None], Any] = {}
        """How cells look, by the type of their value, whether it is text by its column, and its verdict."""
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
        for (row, number), name in self.sheet.choices.items():
            self._choose(f"{letters(number + 1)}{self.top + 1 + row}", lists[name])
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
            self._choose(f"{letter}{self.top + 1}:{letter}{last}", lists[head.choices])

    def _choose(self, cells: str, values: str) -> None:
        """Offer values for cells. A warning, not a stop: names in words and several values in a cell are read too."""
        from openpyxl.worksheet.datavalidation import DataValidation

        choice = DataValidation("list", formula1=values, allow_blank=True, errorStyle="warning")
        choice.showErrorMessage = True
        choice.add(cells)
        self.to.add_data_validation(choice)

    def _width(self, number: int) -> float:
        """The width of a column: that of its longest line up to its widest, and of the longest word of its heading."""
        head = self.sheet.heads[number]
        lines = (line for row in self.sheet.rows for line in _said(row[number]).split("\n"))
        longest = min(max(map(columns, lines), default=0), head.widest)
        words = max(map(columns, head.text.split()))
        return max(longest + 3, words + 3, 8)

    def _cell(self, row: int, number: int, value: Cell) -> None:
        """A cell as its kind of value is read best.

        Each look is put together once and copied: to say it of every cell anew is most of the time of an export.
        """
        cell: Any = self.to.cell(row, number)
        form = self.sheet.heads[number - 1].form if isinstance(value, str) else ""
        look = type(value), form == "text", value.verdict if isinstance(value, Told) else None
        if look not in self.looks:
            self._style(cell, value, as_text=form == "text")
            self.looks[look] = cell._style  # noqa: SLF001 - the index of a cell's look has no public name
        cell._style = copy(self.looks[look])  # noqa: SLF001
        _put(cell, value.text if isinstance(value, Told) else value)

    def _style(self, cell: Any, value: Cell, *, as_text: bool) -> None:
        """Give a cell the look of its kind of value; `as_text` for what is text whatever it looks like."""
        styles = self.styles
        cell.font = styles.Font(name=self.font, size=10)
        cell.alignment = (
            styles.Alignment(vertical="top", horizontal="center")
            if isinstance(value, date | int)
            else styles.Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
        )
        cell.border = self.border
        if isinstance(value, date):
            cell.number_format = _FORMATS["date"]
        elif as_text:
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


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """The width of a line in characters; a Korean letter is as wide as two."""
    if text.isascii():
        return len(text)
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


_FONT = re.compile(rb"(?<=<font>)(?:<\w+[^>]*/>)+(?=</font>)")
_IN_FONT = b"b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split()
"""What a font has, in the order that validators of Microsoft's want; the standard takes any."""


def _in_order(font: re.Match[bytes]) -> bytes:
    """What a font has, in order."""
    parts: list[tuple[bytes, bytes]] = re.findall(rb"(<(\w+)[^>]*/>)", font[0])
    return b"".join(part for part, _ in sorted(parts, key=lambda each: _IN_FONT.index(each[1])))


def _timeless(data: bytes, day: str) -> bytes:
    """The workbook without the time at which it was written, and with what strict readers want in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            part = before.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), part)
            if name == "xl/styles.xml":
                part = _FONT.sub(_in_order, part)
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, part)
    return out.getvalue()
