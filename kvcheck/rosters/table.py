"""A table as a file gave it: a row of headings, rows of cells, and how each cell is called."""

from collections.abc import Mapping, Sequence

from kvcheck.errors import CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.rosters.cells import Raw

MAX_ROWS, MAX_COLUMNS = 20_000, 1_000
"""The largest table that is read."""
MAX_BYTES = 20 << 20
"""The largest file that is read."""
TITLE_ROWS = 20
"""The most rows that may stand above the headings."""
PAPERS = (Text("Paper", "서류"), Text("Due", "준비 기한"), Text("In hand", "준비됨"))
"""Headings of the sheet of papers beside those of the ids. With them, a sheet is no roster."""

OWN_SHEETS = (
    (Text("Column", "열"), Text("What it holds", "내용"), Text("Read by import", "가져오기에서 읽음")),
    (Text("Column", "열"), Text("Value", "값"), Text("In the plan", "계획 파일의 값")),
)
"""Headings of the sheets that explain an exported roster."""


class Table(NamedTuple):
    """The cells of one sheet or text file; row and column numbers are 1-based."""

    file: str
    sheet: str | None
    """The name of the sheet; None in a text file."""
    rows: Sequence[tuple[int, Sequence[Raw]]]
    """The number of each row with its cells."""
    hidden: frozenset[int] = frozenset()
    """The numbers of the rows that are not in sight."""
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    """The cells that are struck out, by row and column."""
    across: Mapping[tuple[int, int], int] = {}
    """The last column of each cell that is merged over several, by its row and first column."""
    visible: bool = True
    """Whether the sheet is in sight."""

    def cell(self, row: int, column: int) -> Text:
        """How a cell is called: `roster.xlsx`, sheet `Roster`, cell B7."""
        name = f"{letters(column)}{row}"
        if self.sheet is None:
            return Text("`{file}`, cell {name}", "`{file}` {name} 셀", file=self.file, name=name)
        return Text(
            "`{file}`, sheet `{sheet}`, cell {name}",
            "`{file}` 시트 `{sheet}` {name} 셀",
            file=self.file,
            sheet=self.sheet,
            name=name,
        )

    def cells(self, rows: Sequence[int], column: int) -> Text:
        """How some cells of a column are called: `roster.xlsx`, cells B7, B9."""
        return self._places(", ".join(f"{letters(column)}{row}" for row in rows), Text("cells", "셀"))

    def column(self, rows: Sequence[int], column: int) -> Text:
        """How many cells of a column are called: `roster.xlsx`, column B, 17 rows."""
        first = ", ".join(map(str, rows[:3]))
        names = Text(
            "{letters}, {number} rows ({first}, ...)",
            "{letters}열 {number}개 행({first}, ...)",
            letters=letters(column),
            number=len(rows),
            first=first,
        )
        return self._places(names, Text("column", ""))

    def _places(self, names: object, what: Text) -> Text:
        if self.sheet is None:
            return Text("`{file}`, {what} {names}", "`{file}` {names} {what}", file=self.file, what=what, names=names)
        return Text(
            "`{file}`, sheet `{sheet}`, {what} {names}",
            "`{file}` 시트 `{sheet}` {names} {what}",
            file=self.file,
            sheet=self.sheet,
            what=what,
            names=names,
        )


def letters(column: int) -> str:
    """The letters of a column by its number: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def several(file: str, sheets: Sequence[str]) -> CannotCheck:
    """More than one sheet has a row of headings."""
    names = ticked(sheets)
    message = Text(
        "`{file}` has several sheets with headings: {names}",
        "`{file}`에 명단 시트가 여럿입니다: {names}",
        file=file,
        names=names,
    )
    hint = Text(
        "name one with `--sheet NAME`, hide the others, or save the sheet alone as a file",
        "`--sheet 이름`으로 하나를 지정하거나, 나머지를 숨기거나, 시트 하나만 따로 저장하십시오",
    )
    return CannotCheck([Problem(message=message, hint=hint)])


def no_headings(file: str) -> CannotCheck:
    """No sheet of the file has a row of headings."""
    message = Text("`{file}` has no row of headings", "`{file}`에 열 제목 행이 없습니다", file=file)
    hint = Text(
        "one of the first rows names the columns, at least `Traveler` (or `출장자 ID`, `사번`) and one more; of other"
        " headings, say what they are: `--map 'HEADING=COLUMN'`; `kvcheck export --template FILE.xlsx` makes an empty"
        " roster",
        "앞쪽 행에 열 제목이 있어야 하며 `출장자 ID`(또는 `사번`, `Traveler`)와 다른 열이 하나 이상 필요합니다."
        " 다른 제목은 `--map '열 제목=열 이름'`으로 지정하십시오."
        " `kvcheck export --template FILE.xlsx`로 빈 명단을 만들 수 있습니다",
    )
    return CannotCheck([Problem(message=message, hint=hint)])


def too_large(file: str) -> CannotCheck:
    """The file has more than is read."""
    message = Text("`{file}` is too large for a roster", "`{file}`{:이} 명단으로 쓰기에 너무 큽니다", file=file)
    hint = Text(
        "at most {max_rows:,} rows, {max_columns:,} columns and {max_bytes} MiB; delete what stands below and "
        "beside the table",
        "최대 {max_rows:,}행, {max_columns:,}열, {max_bytes} MiB입니다. 표 아래와 옆의 빈 서식을 지우십시오",
        max_rows=MAX_ROWS,
        max_columns=MAX_COLUMNS,
        max_bytes=MAX_BYTES >> 20,
    )
    return CannotCheck([Problem(message=message, hint=hint)])
