"""The headings of a table: where they stand, in one row or two, and the field that each column is for."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from kvcheck.errors import CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.rosters.asked import NOT_READ, Answers, Question
from kvcheck.rosters.cells import clean
from kvcheck.rosters.columns import TRAVELER, TRIP, Field, columns_by_name, headings, plain_heading
from kvcheck.rosters.known import known, plain_word
from kvcheck.rosters.table import PAPERS, TITLE_ROWS, Table, letters

PEOPLE = plain_heading("출장자")
"""A heading of names: where no other column has the ids, it is not taken for that."""
_ALMOST = 0.75
"""How alike a heading is to one that is understood, to be taken for it misspelled."""
_PAPER_WORDS = {each: frozenset(map(plain_heading, each.sentences)) for each in PAPERS}
_REMARK = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*")


class Header(NamedTuple):
    """The row or the two rows of headings of a table."""

    first: int
    """The place in the rows of the table of the first of them."""
    last: int
    texts: Mapping[int, str]
    """The heading of each column that has one, by the number of the column."""
    known: int
    """How many of them are understood."""


class Columns(NamedTuple):
    """What the columns of a table are for."""

    fields: Mapping[int, Field]
    problems: Sequence[Problem]
    unread: Sequence[tuple[str, str]]
    """Columns that are not read: their letters and headings."""
    questions: Sequence[Question]
    told: frozenset[int]
    """The numbers of the columns that are told, or left on purpose."""


def find(table: Table, answers: Answers) -> Header | None:
    """The headings of a roster: the row, or the two rows, with the most that are understood; None if it is none."""
    best: Header | None = None
    places = range(min(len(table.rows), TITLE_ROWS))
    for first, last in [*((place, place) for place in places), *((place, place + 1) for place in places[:-1])]:
        found = _header(table, first, last, answers)
        if found is not None and (best is None or found.known > best.known):
            best = found
    if best is None or best.known < 2 or _is_sheet_of_papers(best):
        return None
    return best


def _header(table: Table, first: int, last: int, answers: Answers) -> Header | None:
    """The headings if they stand in those rows. A heading over several columns counts for each of them."""
    texts = texts_of(table, last)
    if last > first:
        above = _spread(table, first)
        if not texts or table.rows[last][0] != table.rows[first][0] + 1:
            return None
        texts = {number: _joined(above.get(number, ""), texts.get(number, "")) for number in {*above, *texts}}
    found = {field for text in texts.values() if (field := _field(text, answers)) is not None}
    return Header(first, last, {number: text for number, text in texts.items() if text}, len(found))


def texts_of(table: Table, place: int) -> dict[int, str]:
    """The texts of a row by the number of the column; numbers and days are no headings."""
    _, cells = table.rows[place]
    return {number: text for number, raw in enumerate(cells, 1) if isinstance(raw, str) and (text := clean(raw))}


def _spread(table: Table, place: int) -> dict[int, str]:
    """The texts of a row of groups, each over all its columns: as merged, or up to the next where nothing is."""
    row, cells = table.rows[place]
    own = texts_of(table, place)
    spread = dict(own)
    merged = {first: last for (number, first), last in table.across.items() if number == row}
    for first, text in own.items():
        end = merged.get(first, first)
        if not merged:
            end = next((number - 1 for number in sorted(own) if number > first), max(len(cells), first))
            end = max(end, len(table.rows[place + 1][1]) if first == max(own) else end)
        for number in range(first + 1, end + 1):
            spread.setdefault(number, text)
    return spread


def _joined(above: str, below: str) -> str:
    """The heading of a column that has one in each row: together if that is understood, else the lower one."""
    if not below or plain_heading(above) == plain_heading(below):
        return above
    for text in (f"{above} {below}", f"{below} {above}"):
        if plain_heading(text) in headings():
            return text
    return below


def _field(text: str, answers: Answers) -> Field | None:
    """What a heading stands for by itself: as the user says, or as it is known."""
    plain = plain_heading(text)
    if plain in answers.columns:
        return columns_by_name().get(answers.columns[plain])
    return headings().get(plain)


def fields_in(header: Header, answers: Answers) -> frozenset[Field]:
    """The fields whose headings stand there."""
    return frozenset(field for text in header.texts.values() if (field := _field(text, answers)) is not None)


def _is_sheet_of_papers(header: Header) -> bool:
    words = {plain_heading(text) for text in header.texts.values()}
    fields = {field for word in words if (field := headings().get(word)) is not None}
    return fields <= {TRAVELER, TRIP} and all(not _PAPER_WORDS[each].isdisjoint(words) for each in PAPERS)


# What the columns are for ---------------------------------------------------------------------------------------------


def columns_of(table: Table, header: Header, answers: Answers, ignored: Sequence[str]) -> Columns:
    """The field of each column, what is asked of headings, and what is not read. Raises CannotCheck without any id.

    `ignored` are headings of columns that are written for readers and never read back.
    """
    finder = _Finder(table, header, answers, ignored)
    finder.sure()
    finder.perhaps()
    if TRAVELER not in finder.fields.values() and not answers.make_ids:
        raise CannotCheck([*finder.problems, _without_id(table, header)])
    return Columns(finder.fields, finder.problems, finder.unread, finder.questions, frozenset(finder.told))


class _Finder:
    """Finds the field of each column: first those that are sure, then what is left over."""

    def __init__(self, table: Table, header: Header, answers: Answers, ignored: Sequence[str]) -> None:
        self.table, self.header, self.answers, self.ignored = table, header, answers, ignored
        self.row = table.rows[header.last][0]
        self.fields: dict[int, Field] = {}
        self.problems: list[Problem] = []
        self.unread: list[tuple[str, str]] = []
        self.questions: list[Question] = []
        self.told: set[int] = set()
        self.plain = {number: plain_heading(text) for number, text in header.texts.items()}
        home = any(plain in known().returns for plain in self.plain.values())
        self.at_home = known().leaves if home else frozenset[str]()
        """Headings of days that are days at home, because one of coming home stands beside them."""

    def sure(self) -> None:
        """Columns whose headings are known, or that the user named."""
        mapped = {number: name for number in self._numbers() if (name := self._mapped(number)) is not None}
        for number, name in mapped.items():
            self.told.add(number)
            if name != NOT_READ:
                self._take(number, columns_by_name()[name])
        for number, plain in self.plain.items():
            if number in mapped or plain in self.ignored or plain in self.at_home:
                self.told |= {number} if plain in self.ignored else set()
                continue
            field = headings().get(plain)
            if field is not None and not self._is_second_name(number, field):
                self._take(number, field)

    def _numbers(self) -> range:
        return range(1, 1 + max((len(cells) for _, cells in self.table.rows), default=0))

    def _mapped(self, number: int) -> str | None:
        """What the user says of a column, by its heading or by its letters."""
        said = self.answers.columns
        return said.get(self.plain.get(number, ""), said.get(letters(number).lower()))

    def _is_second_name(self, number: int, field: Field) -> bool:
        """Whether a column has names in Korean letters beside one that has them as the passport does."""
        latin = known().latin_names
        beside = any(plain in latin for each, plain in self.plain.items() if each != number)
        return field.name == "name" and self.plain[number] in known().native_names and beside

    def _take(self, number: int, field: Field) -> None:
        if field in self.fields.values():
            where = self.table.cell(self.row, number)
            self.problems.append(_twice(where, self.header.texts.get(number, letters(number)), field))
        else:
            self.fields[number] = field
        self.told.add(number)

    def perhaps(self) -> None:
        """Columns whose headings are near a known one, which are asked about; the rest is not read, and told."""
        for number, text in self.header.texts.items():
            if number in self.told:
                continue
            self.told.add(number)
            plain = self.plain[number]
            field = self._meant(plain, text)
            if field is None or field in self.fields.values() or (field == TRAVELER and self.answers.make_ids):
                self.unread.append((letters(number), text))
                continue
            self.fields[number] = field
            self.questions.append(self._question(number, text, field))

    def _meant(self, plain: str, text: str) -> Field | None:
        """The field that a heading may be for."""
        tables = known()
        if plain in tables.not_held or plain in tables.ordinals or plain in tables.remarks:
            return None
        if plain in self.at_home:
            return columns_by_name()["arrive"]
        words = re.split(r"[\s./_-]+", re.sub("[#№]", " no ", text))  # the sign says the same
        whole = plain_word(" ".join(tables.short.get(plain_word(word), word) for word in words))
        for each in (plain, whole, plain_heading(_REMARK.sub(" ", text))):
            if each in tables.perhaps:
                return columns_by_name()[tables.perhaps[each]]
            if each != plain and each in headings():
                return headings()[each]
        near = get_close_matches(plain, headings(), n=1, cutoff=_ALMOST)
        return headings()[near[0]] if near else None

    def _question(self, number: int, text: str, field: Field) -> Question:
        """What is asked of a heading."""
        if field == TRAVELER:
            asked = Text(
                "{has}; none for the traveler's id: is it `{text}`?",
                "{has}. 출장자 ID 열이 없습니다. `{text}` 열이 출장자 ID입니까?",
                has=_has(self.table, self.header, self.plain),
                text=text,
            )
        elif self.plain[number] in known().leaves | known().returns:
            asked = Text(
                "{where}: unknown heading `{text}`: is it `{near}`? a day of leaving home or of coming home may be"
                " another",
                "{where}: 열 제목 `{text}`{:은} `{near}`{:을} 뜻합니까? 한국 출국일·귀국일은 미국 입국일·출국일과"
                " 다를 수 있습니다",
                where=self.table.cell(self.row, number),
                text=text,
                near=field.heading,
            )
        else:
            asked = Text(
                "{where}: unknown heading `{text}`: is it `{near}`?",
                "{where}: 알 수 없는 열 제목 `{text}`: `{near}`{:을} 뜻합니까?",
                where=self.table.cell(self.row, number),
                text=text,
                near=field.heading,
            )
        return Question(asked, "--map", text, field.column.name if field.slot == 1 else field.name)


def _has(table: Table, header: Header, plain: Mapping[int, str]) -> Text:
    """Which headings a row has that are understood."""
    names = [text for number, text in header.texts.items() if plain[number] in headings()]
    return Text(
        "`{file}`, row {row} has {names}",
        "`{file}` {row}행에는 {names} 열이 있습니다",
        file=table.file,
        row=table.rows[header.last][0],
        names=ticked(names[:8]) + (", ..." if len(names) > 8 else ""),
    )


def _without_id(table: Table, header: Header) -> Problem:
    """No column has ids. `출장자` names people, not ids: no id is made of what stands below it."""
    plain = {number: plain_heading(text) for number, text in header.texts.items()}
    row = table.rows[header.last][0]
    hint = Text(
        "`--make-ids` numbers the people (`h001`); or name the column of ids, such as a staff number:"
        " `--map 'HEADING=traveler'`",
        "`--make-ids`를 지정하면 사람마다 번호(`h001`)를 붙입니다. 사번 열이 있으면 지정하십시오:"
        " `--map '열 제목=traveler'`. 새 열은 `출장자 ID` 또는 `사번`으로 적습니다",
    )
    number = next((place for place, word in plain.items() if word == PEOPLE), None)
    if number is not None:
        message = Text(
            "{where}: `출장자` is a column of names, and there is no column of ids (`출장자 ID`)",
            "{where}: `출장자`는 성명 열이며, 식별자 열(`출장자 ID`)이 없습니다",
            where=table.cell(row, number),
        )
        return Problem(message=message, hint=hint)
    has = _has(table, header, plain)
    message = Text("{has}; none for the traveler's id", "{has}. 출장자 ID 열이 없습니다", has=has)
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
    hint = Text(
        "keep one of them, or leave one out: `--map '{heading}=-'`",
        "하나만 남기거나, 읽지 않을 열을 지정하십시오: `--map '{heading}=-'`",
        heading=heading,
    )
    return Problem(message=message, hint=hint)
