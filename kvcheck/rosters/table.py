"""A table as a file gave it: a row of headings, rows of cells, and how each cell is called."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.rosters.cells import Bad, Raw, clean
from kvcheck.rosters.columns import TRAVELER, TRIP, Field, headings, plain_heading

MAX_ROWS, MAX_COLUMNS = 20_000, 1_000
"""The largest table that is read."""
MAX_BYTES = 20 << 20
"""The largest file that is read."""
TITLE_ROWS = 20
"""The most rows that may stand above the headings."""
PEOPLE = plain_heading("출장자")
"""A heading of names: where no other column has the ids, it is not taken for that."""
PAPERS = (Text("Paper", "서류"), Text("Due", "준비 기한"), Text("In hand", "준비됨"))
"""Headings of the sheet of papers beside those of the ids. With them, a sheet is no roster."""
_ALMOST = 0.75
"""How alike a heading is to one that is understood, to be taken for it misspelled."""
_OTHERS = frozenset(
    map(
        plain_heading,
        ("passport issued", "passport issued on", "passport issue date", "visa issued by", "visa issued at",
         "visa number", "여권 발급일", "여권 발급지", "여권 발급처", "비자 발급지", "비자 발급처", "비자 번호"),
    )
)  # fmt: skip
"""Headings that look like one that is understood, and mean something that no plan holds."""


_PAPER_WORDS = {each: frozenset(map(plain_heading, each.sentences)) for each in PAPERS}


class Table(NamedTuple):
    """The cells of one sheet or text file; row and column numbers are 1-based."""

    file: str
    sheet: str | None
    """The name of the sheet; None in a text file."""
    rows: Sequence[tuple[int, Sequence[Raw]]]
    """The number of each row with its cells."""
    hidden: frozenset[int] = frozenset()
    """The numbers of the rows that are not in sight."""

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


def letters(column: int) -> str:
    """The letters of a column by its number: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def header_row(rows: Sequence[tuple[int, Sequence[Raw]]]) -> int | None:
    """The place in the rows of the row of headings: the first with one for the id of the traveler.

    Without any, it is the first that has `출장자` alone, so that this can be told.
    """
    people = None
    for place, (_, cells) in enumerate(rows[:TITLE_ROWS]):
        words = [plain_heading(cell) for cell in cells if isinstance(cell, str)]
        known = {field for word in words if (field := headings().get(word)) is not None}
        if known <= {TRAVELER, TRIP} and all(not _PAPER_WORDS[each].isdisjoint(words) for each in PAPERS):
            return None
        if TRAVELER in known and len(known) > 1:
            return place
        if people is None and PEOPLE in words and len(known) > 1:
            people = place
    return people


def several(file: str, sheets: Sequence[str]) -> CannotCheck:
    """More than one sheet has a row of headings."""
    names = ", ".join(f"`{each}`" for each in sheets)
    message = Text(
        "`{file}` has several sheets with headings: {names}",
        "`{file}`에 명단 시트가 여럿입니다: {names}",
        file=file,
        names=names,
    )
    hint = Text(
        "keep one, hide the others, or save the sheet alone as a file",
        "하나만 남기거나, 나머지를 숨기거나, 시트 하나만 따로 저장하십시오",
    )
    return CannotCheck([Problem(message=message, hint=hint)])


def no_headings(file: str) -> CannotCheck:
    """No sheet of the file has a row of headings."""
    message = Text("`{file}` has no row of headings", "`{file}`에 열 제목 행이 없습니다", file=file)
    hint = Text(
        "one of the first rows names the columns, at least `Traveler` (or `출장자 ID`, `사번`) and one more;"
        " `kvcheck export --template FILE.xlsx` makes an empty roster",
        "앞쪽 행에 열 제목이 있어야 하며 `출장자 ID`(또는 `사번`, `Traveler`)와 다른 열이 하나 이상 필요합니다."
        " `kvcheck export --template FILE.xlsx`로 빈 명단을 만들 수 있습니다",
    )
    return CannotCheck([Problem(message=message, hint=hint)])


def fields_of(
    table: Table, header: int, ignored: Sequence[str]
) -> tuple[Mapping[int, Field], list[Problem], list[tuple[str, str]]]:
    """The field of each column by its number, what is wrong with the headings, and the columns that are not read.

    `ignored` are headings of columns that are written for readers and never read back.
    """
    row, cells = table.rows[header]
    fields: dict[int, Field] = {}
    problems: list[Problem] = []
    unread: list[tuple[str, str]] = []
    for number, raw in enumerate(cells, 1):
        if raw is None or isinstance(raw, Bad) or not clean(str(raw)):
            continue
        heading = clean(str(raw))
        plain, where = plain_heading(heading), table.cell(row, number)
        field = headings().get(plain)
        if field is None:
            if plain in ignored:
                continue
            near = get_close_matches(plain, headings(), n=1, cutoff=_ALMOST)
            if near and plain not in _OTHERS:
                problems.append(_misspelled(where, heading, headings()[near[0]]))
            else:
                unread.append((letters(number), heading))
        elif field in fields.values():
            problems.append(_twice(where, heading, field))
        else:
            fields[number] = field
    if TRAVELER not in fields.values():
        raise CannotCheck([_without_id(table, row, cells)])
    return fields, problems, unread


def _without_id(table: Table, row: int, cells: Sequence[Raw]) -> Problem:
    """`출장자` names people, not ids: no id is made of what stands below it."""
    number = next(place for place, raw in enumerate(cells, 1) if plain_heading(str(raw)) == PEOPLE)
    where = table.cell(row, number)
    message = Text(
        "{where}: `출장자` is a column of names, and there is no column of ids",
        "{where}: `출장자`는 성명 열이며, 식별자 열이 없습니다",
        where=where,
    )
    hint = Text(
        "add a column `출장자 ID` or `사번`; if this column holds ids and no names, call it `출장자 ID`",
        "`출장자 ID` 또는 `사번` 열을 추가하십시오. 이 열이 성명이 아닌 식별자이면 제목을 `출장자 ID`로 바꾸십시오",
    )
    return Problem(message=message, hint=hint)


def _misspelled(where: Text, heading: str, field: Field) -> Problem:
    """That a heading is nearly one that is known."""
    message = Text(
        "{where}: unknown heading `{heading}`", "{where}: 알 수 없는 열 제목 `{heading}`", where=where, heading=heading
    )
    near = field.heading
    hint = Text(
        "did you mean `{near}`? if not, give the column another name",
        "`{near}`{:을} 뜻하셨습니까? 아니면 열 이름을 바꾸십시오",
        near=near,
    )
    return Problem(message=message, hint=hint)


def _twice(where: Text, heading: str, field: Field) -> Problem:
    """That two columns are for the same."""
    message = Text(
        "{where}: `{heading}` is a second column for `{field_heading}`",
        "{where}: `{heading}`{:은} `{field_heading}`의 두 번째 열입니다",
        where=where,
        heading=heading,
        field_heading=field.heading,
    )
    return Problem(message=message, hint=Text("keep one of them", "하나만 남기십시오"))


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
