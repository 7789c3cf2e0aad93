"""The rows below the headings, before they are read: what is nobody's row, what repeats the row above, what is open."""

import re
from collections.abc import Iterator, Sequence

from kvcheck.errors import Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN
from kvcheck.rosters.asked import Answers, Question
from kvcheck.rosters.cells import Bad, Raw, clean, is_empty
from kvcheck.rosters.columns import Field, Sort, plain_heading
from kvcheck.rosters.headings import Columns, Header
from kvcheck.rosters.known import known, plain_word
from kvcheck.rosters.table import Table, letters

FORM_ROWS = 3
"""The most rows below the headings that may say how cells are to be filled."""

Filled = dict[Field, tuple[int, Raw]]
"""The cells of a row that hold something: the number of the column and what stands there."""


class Tidied(NamedTuple):
    """The rows that are somebody's, and what became of the others."""

    rows: Sequence[tuple[int, Filled]]
    notes: Sequence[Text]
    questions: Sequence[Question]
    problems: Sequence[Problem]


def tidy(table: Table, header: Header, columns: Columns, answers: Answers) -> Tidied:
    """The rows of a table below its headings."""
    tidier = _Tidier(table, header, columns, answers)
    rows = list(tidier.rows())
    return Tidied(rows, list(tidier.notes()), list(tidier.questions()), tidier.problems)


class _Tidier:
    """Goes through the rows once; counts what it leaves out and fills in."""

    def __init__(self, table: Table, header: Header, columns: Columns, answers: Answers) -> None:
        self.table, self.header, self.columns, self.answers = table, header, columns, answers
        self.headings = {plain_heading(text) for text in header.texts.values()}
        self.problems: list[Problem] = []
        self.forms: list[int] = []
        self.totals: list[int] = []
        self.again: list[int] = []
        self.examples: list[int] = []
        self.struck: list[int] = []
        self.struck_cells: list[Text] = []
        self.dittos = 0
        self.open: dict[Field, int] = {}
        self.before: Filled = {}
        self.beyond: list[tuple[int, int]] = []

    def rows(self) -> Iterator[tuple[int, Filled]]:
        """Every row that is somebody's, with what repeats the row above filled in."""
        for place, (row, cells) in enumerate(self.table.rows[self.header.last + 1 :]):
            if all(map(is_empty, cells)):
                continue
            if place < FORM_ROWS and self._is_form(cells):
                self.forms.append(row)
            elif self._is_total(cells):
                self.totals.append(row)
            elif _is_example(cells):
                self.examples.append(row)
            elif self._repeats_headings(cells):
                self.again.append(row)
            elif self._is_struck(row, cells):
                self.struck.append(row)
                filled = self._filled(row, cells)
                if "read-struck" in self.answers.accepted:
                    yield row, filled
            else:
                yield row, self._filled(row, cells)
        self._tell_beyond()

    def _is_form(self, cells: Sequence[Raw]) -> bool:
        """Whether a row says how cells are to be filled: (YYYY-MM-DD), required."""
        texts = [cell for cell in cells if not is_empty(cell)]
        return all(isinstance(cell, str) and plain_word(cell) in known().forms for cell in texts)

    def _is_total(self, cells: Sequence[Raw]) -> bool:
        """Whether a row is a sum: a word for it, and numbers."""
        texts = [clean(str(cell)) for cell in cells if not is_empty(cell)]
        sums = [plain_word(text) in known().totals for text in texts]
        return any(sums) and all(total or _is_count(text) for total, text in zip(sums, texts, strict=True))

    def _repeats_headings(self, cells: Sequence[Raw]) -> bool:
        """Whether a row has the headings again, as on every page of a printed list."""
        texts = [plain_heading(cell) for cell in cells if isinstance(cell, str) and clean(cell)]
        return (
            len(texts) > 1 and len(texts) == sum(not is_empty(each) for each in cells) and set(texts) <= self.headings
        )

    def _is_struck(self, row: int, cells: Sequence[Raw]) -> bool:
        """Whether every cell of a row that is read is struck out; single ones are told one by one."""
        filled = [number for number, raw in enumerate(cells, 1) if not is_empty(raw) and number in self.columns.fields]
        struck = [number for number in filled if (row, number) in self.table.struck]
        if struck and len(struck) * 2 > len(filled):
            return True
        self.struck_cells += [self.table.cell(row, number) for number in struck]
        return False

    def _filled(self, row: int, cells: Sequence[Raw]) -> Filled:
        """The cells of a row that say something."""
        found: Filled = {}
        for number, raw in enumerate(cells, 1):
            if is_empty(raw):
                continue
            field = self.columns.fields.get(number)
            if field is None:
                if number not in self.columns.told and number not in self.header.texts:
                    self.beyond.append((row, number))
                continue
            word = clean(raw).lower() if isinstance(raw, str) else ""
            if word in known().ditto:
                self.dittos += field in self.before
                found[field] = (number, self.before[field][1] if field in self.before else _NOTHING_ABOVE)
            elif word in known().undecided and not _may_stand(field, word):
                self.open[field] = self.open.get(field, 0) + 1
            else:
                found[field] = (number, raw)
        self.before = found
        return found

    def _tell_beyond(self) -> None:
        """Cells that no heading claims: each column once."""
        rows: dict[int, list[int]] = {}
        for row, number in self.beyond:
            rows.setdefault(number, []).append(row)
        last = max(self.header.texts, default=0)
        for number, where in rows.items():
            message = Text(
                "{cell}: {cells} under no heading",
                "{cell}: 열 제목이 없는 셀 {cells}",
                cell=self.table.cell(where[0], number),
                cells=count(len(where), "cell stands" if len(where) == 1 else "cell", "개"),
            )
            self.problems.append(Problem(message=message, hint=self._hint_beyond(number, last)))

    def _hint_beyond(self, number: int, last: int) -> Text:
        """What to do about cells that no heading claims."""
        left = Text(
            "give the column a heading, or leave it out: `--map {column}=-`",
            "열에 제목을 붙이거나, 읽지 않으려면 지정하십시오: `--map {column}=-`",
            column=letters(number),
        )
        if self.table.sheet is not None or number <= last:
            return left
        return Text(
            "more cells than headings: put a text that has a comma in quotation marks; or {left}",
            "셀이 열 제목보다 많습니다. 쉼표가 있는 글은 따옴표로 묶으십시오. 또는 {left}",
            left=left,
        )

    # What is told -----------------------------------------------------------------------------------------------------

    def notes(self) -> Iterator[Text]:
        """What became of rows and cells that were not read as they stand."""
        for rows, told in (
            (
                self.forms,
                Text("row {rows} says how to fill cells: left out", "{rows}행은 작성 방법이어서 제외했습니다"),
            ),
            (self.totals, Text("row {rows} is a total: left out", "{rows}행은 합계여서 제외했습니다")),
            (self.examples, Text("row {rows} is an example: left out", "{rows}행은 예시여서 제외했습니다")),
            (
                self.again,
                Text("row {rows} has the headings again: left out", "{rows}행은 열 제목의 반복이어서 제외했습니다"),
            ),
        ):
            if rows:
                yield told.filled(rows=_listed(rows))
        if self.struck and self.answers.accepted & {"leave-struck", "read-struck"}:
            read = "read-struck" in self.answers.accepted
            yield (
                Text("struck out and read: row {rows}", "취소선이 있지만 읽은 행: {rows}", rows=_listed(self.struck))
                if read
                else Text(
                    "struck out and left out: row {rows}", "취소선이 있어 제외한 행: {rows}", rows=_listed(self.struck)
                )
            )
        if self.dittos:
            cells = count(self.dittos, "cell", "개")
            yield Text("as in the row above: {cells}", "위 행과 같다고 적힌 셀: {cells}", cells=cells)
        for field, number in self.open.items():
            yield Text(
                "not known yet: {cells} of {heading}, left open",
                "미정: {heading} {cells}, 비워 둔 것으로 보았습니다",
                cells=count(number, "cell", "개"),
                heading=field.heading,
            )
        hidden = [letters(number) for number in sorted(self.table.hidden_columns & self.columns.fields.keys())]
        if hidden:
            yield Text("read too: hidden column {names}", "숨겨진 열도 읽었습니다: {names}", names=", ".join(hidden))

    def questions(self) -> Iterator[Question]:
        """What is asked of rows and cells that are struck out."""
        if self.struck and not self.answers.accepted & {"leave-struck", "read-struck"}:
            asked = Text(
                "row {rows} is struck out: leave it out? to read it all the same, `--accept read-struck`",
                "{rows}행에 취소선이 있습니다. 제외합니까? 읽으려면 `--accept read-struck`",
                rows=_listed(self.struck),
            )
            yield Question(asked, "--accept", "leave-struck")
        if self.struck_cells and "read-struck" not in self.answers.accepted:
            asked = Text(
                "{cell} is struck out{more}: read it all the same?",
                "{cell}에 취소선이 있습니다{more}. 그대로 읽습니까?",
                cell=self.struck_cells[0],
                more=_more(len(self.struck_cells) - 1),
            )
            yield Question(asked, "--accept", "read-struck")


_NOTHING_ABOVE = Bad(
    Text("the same as above, where nothing stands", "위 행과 같다고 적혔으나 위 행이 비어 있음"), Text("a value", "값")
)
_COUNT = re.compile(r"[\d,.]+\s*(?P<unit>\D*)")


EXAMPLE = Text("e.g. ", "예: ")
"""What the first cell of a line begins with that is only an example."""
_EXAMPLES = tuple(word.strip() for word in (*EXAMPLE.sentences, "예)", "ex)", "ex:", "(예)"))


def _is_example(cells: Sequence[Raw]) -> bool:
    """Whether a row is an example: its first text says so."""
    first = next((cell for cell in cells if isinstance(cell, str) and clean(cell)), "")
    return clean(first).lower().startswith(_EXAMPLES)


def _is_count(text: str) -> bool:
    """Whether a text is a number, perhaps with what is counted: 18명."""
    found = _COUNT.fullmatch(text)
    return found is not None and (not found["unit"] or plain_word(found["unit"]) in known().counted)


def _may_stand(field: Field, word: str) -> bool:
    """Whether a word that else says that nothing is known is a value: an id, what is open there, free text."""
    if not field.column.path:
        return True
    if field.column.path in (("depart",), ("class",)):
        return word in (UNKNOWN, "tbd", "미정")
    return field.column.sort in (Sort.TEXT, Sort.TEXTS) and word not in ("-", "--", "?")


def _more(number: int) -> Text:
    if not number:
        return Text("", "")
    return Text(", and {number} more cells", " 외 {number}개 셀", number=number)


def _listed(rows: Sequence[int]) -> str:
    """Numbers of rows, the first of many."""
    return ", ".join(map(str, rows[:8])) + (", ..." if len(rows) > 8 else "")
