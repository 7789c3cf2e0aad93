"""A log of work, one line a person, day and task: a foreman's sheet (CSV, Excel) or YAML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kvcheck.advice.log.value import Entry
from kvcheck.errors import CannotCheck, Problem, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Plan
from kvcheck.packs import Library
from kvcheck.rosters import delimited, excel
from kvcheck.rosters.cells import NotAllowed, clean, id_of_name, is_empty, list_items, parse
from kvcheck.rosters.column import Allowed, Column, Of, Words
from kvcheck.rosters.columns import COLUMNS, plain_heading
from kvcheck.rosters.days import TRAVEL, NotADay, one_day
from kvcheck.rosters.expand import mode_told
from kvcheck.rosters.known import known, plain_word
from kvcheck.rosters.names import words_of
from kvcheck.rosters.table import TITLE_ROWS, Table, letters
from kvcheck.rosters.tasks import Task, Tasks
from kvcheck.source import Node, read_bytes

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "day", "work date", "날짜", "일자", "작업일", "작업일자", "근무일"),
    "traveler": (
        "traveler", "traveller", "name", "worker", "person", "id", "출장자", "이름", "성명", "작업자", "인원", "사번",
    ),
    "kind": ("kind", "task", "activity", "work", "작업", "작업 종류", "활동", "활동 종류", "공종", "업무"),
    "mode": ("mode", "role", "역할", "수행 방식", "구분"),
    "equipment": ("equipment", "machine", "장비", "설비", "장비명", "설비명"),
    "site": ("site", "location", "place", "현장", "장소", "작업 장소", "위치"),
    "description": ("description", "what was done", "details", "내용", "작업 내용", "세부 내용", "작업내역"),
    "tools": ("tools", "tool", "공구", "도구", "사용 공구", "사용 장비"),
}  # fmt: skip
"""What the columns of a log are called, by field."""
NEEDED = ("date", "traveler")
PEOPLE_ONLY = ("number", "no", "번호", "순번", "비고", "remarks", "note", "notes")
"""Columns that say nothing of the work."""


class Log(NamedTuple):
    """What a file says."""

    entries: tuple[Entry, ...]
    notes: tuple[Text, ...]
    unread: bool
    """Whether a column was neither read nor left out on purpose."""


def read(
    data: bytes,
    file: str,
    plan: Plan,
    library: Library,
    *,
    ignored: Sequence[str] = (),
    said: Mapping[str, str] | None = None,
) -> Log:
    """The lines of a log. Raises CannotCheck with everything that keeps one from being a day of a person.

    `ignored` are headings of columns that are left out, `said` what the user says that words of the log mean.
    """
    reader = _Reader(plan, library, {plain_word(word): value for word, value in (said or {}).items()})
    notes: list[Text] = []
    if file.lower().endswith((".yaml", ".yml")):
        rows = list(_of_yaml(data, file))
    else:
        tables = excel.read(data, file) if file.lower().endswith(excel.ENDINGS) else [delimited.read(data, file)[0]]
        rows = [row for table in tables if table.visible for row in _of_table(table, ignored, notes)]
    entries = [entry for where, row in rows for entry in reader.entries(where, row)]
    if not entries and not reader.problems:
        message = Text("`{file}` has no line of work", "`{file}`에 작업 기록이 없습니다", file=file)
        hint = Text(
            "a log has the columns date, traveler, task; or in YAML a list under `log`",
            "날짜, 출장자, 작업 열이 있는 표, 또는 YAML의 `log` 목록이어야 합니다",
        )
        reader.problems.append(Problem(message=message, hint=hint))
    if reader.problems:
        raise CannotCheck(reader.problems)
    return Log(tuple(entries), tuple(notes), bool(notes))


Row = tuple[Text, Mapping[str, Any]]
"""Where a line stands, and its cells by field."""


def _of_yaml(data: bytes, file: str) -> Iterator[Row]:
    """The lines of a YAML log: a list, or a list under `log`."""
    if all(line.strip() in (b"", b"---", b"...") or line.lstrip().startswith(b"#") for line in data.splitlines()):
        return
    root = read_bytes(data, file).root
    items = root.get("log") if isinstance(root, Node) else root
    if not isinstance(items, list):
        message = Text("there is no list under `log`", "`log` 아래에 목록이 없습니다")
        raise CannotCheck([Problem(message=message)])
    for item in items:
        if not isinstance(item, Node) or set(item) - set(HEADINGS):
            keys = ", ".join(HEADINGS)
            message = Text("a line of the log has the keys {keys}", "작업 기록의 키는 {keys}입니다", keys=keys)
            raise CannotCheck([Problem(message=message, place=item.place if isinstance(item, Node) else None)])
        yield Text("{place}", "{place}", place=item.place), item


def _of_table(table: Table, ignored: Sequence[str], notes: list[Text]) -> Iterator[Row]:
    """The lines of a sheet below its headings; columns that nothing claims are noted."""
    fields_of = {plain_heading(name): field for field, names in HEADINGS.items() for name in names}
    quiet = {plain_heading(each) for each in (*PEOPLE_ONLY, *ignored)}
    place = 0
    for place, (_, cells) in enumerate(table.rows[:TITLE_ROWS]):  # noqa: B007 - the rows below it are read
        fields: dict[int, str] = {}
        for number, cell in enumerate(cells):
            field = fields_of.get(plain_heading(cell)) if isinstance(cell, str) else None
            if field is not None and field not in fields.values():
                fields[number] = field
        if all(each in fields.values() for each in NEEDED):
            break
    else:
        if table.sheet is not None:
            notes.append(Text("not read: sheet `{sheet}`", "읽지 않음: 시트 `{sheet}`", sheet=table.sheet))
        return
    rest = table.rows[place + 1 :]
    for number, cell in enumerate(cells):
        filled = any(number < len(row) and not is_empty(row[number]) for _, row in rest)
        if number not in fields and filled and not (isinstance(cell, str) and plain_heading(cell) in quiet):
            notes.append(
                Text(
                    "not read: column {column} (read it under a heading that is known, or --ignore it)",
                    "읽지 않음: {column}열(알려진 제목으로 바꾸거나 --ignore로 제외하십시오)",
                    column=letters(number + 1),
                )
            )
    above: dict[str, Any] = {}
    for row, values in rest:
        cells_of = {field: values[number] for number, field in fields.items() if number < len(values)}
        told = {field: value for field, value in cells_of.items() if not is_empty(value)}
        if told:
            above = {field: above.get(field, value) if _is_ditto(value) else value for field, value in told.items()}
            yield Text("{file}, row {row}", "{file} {row}행", file=table.file, row=row), above


def _is_ditto(value: Any) -> bool:
    """Whether a cell says that it has what stands above it."""
    return isinstance(value, str) and clean(value).lower() in known().ditto


def _text(raw: Any) -> str:
    """What a cell says; a number that Excel keeps as 1001.0 is 1001."""
    return clean(str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw))


def _refuse_meanings(said: Mapping[str, str], allowed: Sequence[Allowed]) -> None:
    """Refuse what the user says that a word means where nothing of the log can have that value."""
    values = {value for each in allowed for value in each.values}
    for value in said.values():
        for each in re.split(r"[,+;]", value):
            if each.strip() not in values:
                raise cannot_be("--value", each.strip(), values)


class _Reader:
    """Cells to entries, by the names that the plan and the packs have."""

    def __init__(self, plan: Plan, library: Library, said: Mapping[str, str]) -> None:
        """For the people of `plan`; `said` is what the user says that words (plain) mean.

        Raises BadCommand for a meaning that is none.
        """
        self.problems: list[Problem] = []
        self._tasks = Tasks(library, said)
        self._titles = {title for kind in library.catalogue.kinds.values() for title in kind.title.sentences}
        tables = {name: getattr(plan, name) for name in ("sites", "companies", "equipment", "contracts", "travelers")}
        self._columns: Mapping[str, Column] = {
            each.name: each
            for each in COLUMNS
            if each.of is Of.ACTIVITY and each.name in ("kind", "mode", "equipment", "site", "description")
        }
        self._words: Words = words_of(library, tables, said=said)
        _refuse_meanings(said, [self._words[each] for each in self._columns.values() if each in self._words])
        self._people = {plain_word(name): name for name in plan.travelers}
        for name, traveler in plan.travelers.items():
            if "name" in traveler:
                self._people.setdefault(plain_word(str(traveler["name"])), name)

    def entries(self, where: Text, row: Mapping[str, Any]) -> Iterator[Entry]:
        """What a line says was done, one entry for each kind of work; none if it is no line, which is a problem."""
        day = self._day(where, row.get("date"))
        if day is None:
            return
        if "traveler" not in row:
            self._refuse(where, Text("nobody is named", "출장자가 적혀 있지 않습니다"))
            return
        found, unread = self._named(row)
        described, machine = _text(row.get("description", "")), _text(row.get("equipment", ""))
        task = _text(row.get("kind", ""))
        kinds = self._tasks.of(task or described, machine)
        if "kind" in found and (
            len(kinds) < 2 or task in self._titles
        ):  # a list may be spelled as the name of one kind
            kinds = [Task(found["kind"], mode_told(task), "")]
        if not kinds and (task or described):
            unread = ["kind", *unread]
        tools = row.get("tools", ())
        for each in kinds or [Task("", None, task)]:
            said = dict.fromkeys(text for text in (each.text if task else "", described) if text)
            yield Entry(
                place=where,
                day=day,
                traveler=self._person(_text(row["traveler"])),
                kind=each.kind or None,
                mode=found.get("mode") or each.mode,
                equipment=found.get("equipment"),
                site=found.get("site"),
                description=", ".join(said) or None,
                tools=tuple(map(str, tools)) if isinstance(tools, list) else tuple(list_items(_text(tools or ""))),
                unread=tuple(unread),
            )

    def _named(self, row: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
        """The names that cells of a line stand for, by field, and the fields whose names nobody knows.

        What is no name of a kind of work may still say in words what is done.
        """
        found, unread = {}, []
        for field, column in self._columns.items():
            if field not in row or field == "description":
                continue
            try:
                found[field] = str(parse(column, row[field], self._words))
            except NotAllowed:
                if field != "kind":
                    unread.append(field)
        return found, unread

    def _person(self, text: str) -> str | None:
        """The traveler of the plan that a cell names, by id or by name."""
        plain = plain_word(clean(text))
        return self._people.get(plain) or self._people.get(plain_word(id_of_name(clean(text))))

    def _day(self, where: Text, raw: Any) -> str | None:
        """The day of a line."""
        if hasattr(raw, "isoformat"):
            return str(raw.isoformat())[:10]
        try:
            return one_day(clean(str(raw)), TRAVEL).isoformat() if raw is not None else self._no_day(where)
        except NotADay as error:
            self._refuse(
                where, Text("this is no day that can be read in one way", "날짜를 확정할 수 없습니다"), error.why
            )
            return None

    def _no_day(self, where: Text) -> Any:
        raise NotADay

    def _refuse(self, where: Text, message: Text, hint: Text | None = None) -> None:
        said = Text("{where}: {message}", "{where}: {message}", where=where, message=message)
        self.problems.append(Problem(message=said, hint=hint))
