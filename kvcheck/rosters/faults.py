"""What is wrong with a roster, reported by its cells.

People fill the wrong column, and a name may be one plain word. So an error repeats what stands in a cell only if that
can be no name: an id that the plan already has, a word of the vocabulary, a day, or another value of a closed list.
Of everything else it names the cell. What a new id is can be seen where it is confirmed, in the preview.
"""

import re
from collections.abc import Mapping
from itertools import chain

from kvcheck.errors import Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.rosters.cells import Bad, Raw, clean
from kvcheck.rosters.changes import Existing, Value, text_of
from kvcheck.rosters.column import Words
from kvcheck.rosters.columns import TRAVELER, TRIP, Column, Field, Sort
from kvcheck.rosters.known import plain_word
from kvcheck.rosters.table import Table

EMPTY = Text("empty", "비어 있음")
TRIP_ID = Text("the id of the trip, such as the traveler's with -1", "출장 식별자(예: 출장자 ID에 -1을 붙인 것)")

_CLOSED = frozenset({Sort.DATE, Sort.YES_NO, Sort.CHOICE, Sort.COUNTRY, Sort.COUNTRIES})
"""What is read from a cell of these has no room for a name."""
_LIKE_A_DAY = re.compile(r"[0-9./: -]{1,30}")
_NOT_REPEATED = Text("`…`", "`…`")


class _Fault(NamedTuple):
    """A cell that holds something else than is expected there."""

    row: int
    number: int
    field: Field
    found: Text
    expected: Text
    hint: Text | None

    @property
    def cause(self) -> tuple[int, Field, Text, Text, Text | None]:
        """What faults of one cause share: all but the row."""
        return (self.number, self.field, self.found, self.expected, self.hint)


FEW = 4
"""The most cells of one cause that are named one by one."""


class Faults:
    """Everything that is wrong with a roster, told by cause: the same fault in many rows of a column is one."""

    def __init__(
        self, table: Table, header_row: int, fields: Mapping[int, Field], existing: Existing, words: Words
    ) -> None:
        """For a table whose headings stand in `header_row`; `fields` are its columns by their numbers."""
        self._noted: list[_Fault | Problem] = []
        self._table = table
        self._header_row = header_row
        self._fields = fields
        self._numbers = {field: number for number, field in fields.items()}
        self._ids = {*existing.travelers, *existing.trips, *chain(*(each.values for each in words.values()))}
        self._words = {*chain(*(each.spelled for each in words.values()))}

    def cell(self, row: int, number: int) -> Text:
        """A cell, with the heading of its column."""
        return self._cells([row], number, self._fields.get(number, TRAVELER))

    def problems(self) -> list[Problem]:
        """Everything that was noted, in the order of the first cell of each cause."""
        causes: dict[object, list[_Fault]] = {}
        for each in self._noted:
            causes.setdefault(each if isinstance(each, Problem) else each.cause, [])
            if isinstance(each, _Fault):
                causes[each.cause].append(each)
        return [key if isinstance(key, Problem) else self._said(same) for key, same in causes.items()]

    def _said(self, same: list[_Fault]) -> Problem:
        """Faults of one cause."""
        first = same[0]
        message = Text(
            "{where}: {found}; expected {expected}",
            "{where}: {found}. 필요한 값: {expected}",
            where=self._cells([each.row for each in same], first.number, first.field),
            found=first.found,
            expected=first.expected,
        )
        return Problem(message=message, hint=first.hint)

    def _cells(self, rows: list[int], number: int, field: Field) -> Text:
        """The cells of a column in some rows."""
        if not number:
            return Text("`--set {name}`", "`--set {name}`", name=field.name)
        if len(rows) == 1:
            where = self._table.cell(rows[0], number)
        elif len(rows) <= FEW:
            where = self._table.cells(rows, number)
        else:
            where = self._table.column(rows, number)
        return Text("{where} ({heading})", "{where}({heading})", where=where, heading=field.heading)

    def note(
        self, row: int, number: int, found: Text, expected: Text, hint: Text | None = None, field: Field | None = None
    ) -> None:
        """A cell holds something else than is expected there; `field` is what it is read as, if not its column's."""
        fault = _Fault(row, number, self._fields.get(number) or field or TRAVELER, found, expected, hint)
        self._noted.append(fault)

    def note_value(self, each: Value, expected: Text, hint: Text | None = None) -> None:
        """A value was read, and cannot stand there."""
        self.note(each.row, each.place, self._read(each), expected, hint)

    def note_unlike(self, each: Value, first: Value) -> None:
        """An earlier row says something else."""
        before, mine, other = self.cell(first.row, first.place), self._read(each), self._read(first)
        message = Text(
            "{mine}, but {before} says {other}", "{mine}, {before}에는 {other}", mine=mine, before=before, other=other
        )
        self.note(each.row, each.place, message, Text("the same in every row", "모든 행에서 같은 값"))

    def note_missing(self, row: int, field: Field, expected: Text | None = None) -> None:
        """A value that is needed in a row and not there, or for which there is no column at all."""
        if field in self._numbers:
            about = TRIP_ID if field == TRIP else field.column.about
            self.note(row, self._numbers[field], EMPTY, expected or about)
            return
        where, heading = self._table.cell(self._header_row, 1), field.heading
        message = Text(
            "{where}: no column `{heading}` in this row of headings",
            "{where}: 이 제목 행에 `{heading}` 열이 없습니다",
            where=where,
            heading=heading,
        )
        hint = Text("new trips need it", "새 출장에 필요한 열입니다")
        problem = Problem(message=message, hint=hint)
        self._noted.append(problem)

    # What may be repeated ---------------------------------------------------------------------------------------------

    def found(self, column: Column, raw: Raw) -> Text:
        """What stands in a cell that does not hold what it should."""
        if isinstance(raw, Bad):
            return raw.found
        text = clean(str(raw))
        day = column.sort is Sort.DATE and _LIKE_A_DAY.fullmatch(text) is not None
        return self._repeated(column, text, closed=day)

    def _read(self, each: Value) -> Text:
        """A value that was read from a cell."""
        return self._repeated(each.column, text_of(each), closed=each.column.sort in _CLOSED)

    def _repeated(self, column: Column, text: str, *, closed: bool) -> Text:
        """What stands in a cell, if it can be nobody's name or number; otherwise that it is not repeated."""
        known = closed or text in self._ids or plain_word(text) in self._words
        return Text("`{text}`", "`{text}`", text=text[:60]) if known and not column.private else _NOT_REPEATED
