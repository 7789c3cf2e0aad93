"""Rows of a roster to changes of a plan: pure, all errors at once, each with its cell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kvcheck.errors import CannotCheck, Problem, Text
from kvcheck.intake.cells import NONE, Bad, NotAllowed, Raw, Words, clean, is_empty, parse, write
from kvcheck.intake.columns import COLUMNS, TRAVELER, TRIP, Column, Field, Of, Sort, fields
from kvcheck.intake.table import Table, fields_of

Path = tuple[str | int, ...]
"""The place of a value in a traveler or trip; an activity's begins with `activities` and its number from 0."""


class Existing(NamedTuple):
    """What the plan has before the roster: travelers and trips by id."""

    travelers: Mapping[str, Any]
    trips: Mapping[str, Any]


class Detail(NamedTuple):
    """One value that changes; what names a person or is written freely is not shown."""

    place: str
    old: str | None
    new: str | None


class Change(NamedTuple):
    """A traveler or trip that is added or changed."""

    table: str
    id: str
    new: bool
    details: tuple[Detail, ...]
    patch: Mapping[str | int, Any]


class Intake(NamedTuple):
    """What a roster does to a plan."""

    changes: tuple[Change, ...]
    unchanged: int
    unread: tuple[tuple[str, str], ...]
    """Columns that are not read: their letters and headings."""
    named: Mapping[str, tuple[str, ...]]
    """The ids of each table of the plan that the roster names, for a plan that is made new."""
    hidden: int
    """So many of the rows that were read are not in sight."""
    repeated: int
    """So many rows say what an earlier one says, and were left out."""


class _Value(NamedTuple):
    value: Any
    column: Column
    row: int
    place: int
    """The number of the column."""


class _Entity:
    """What the rows say of one traveler or trip."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.values: dict[Path, _Value] = {}
        self.unread: set[Path] = set()
        """Places whose cell does not hold what it should."""
        self.slots = 0
        """So many activities its rows have had so far."""

    def lacks(self, path: Path) -> bool:
        """Whether nobody filled the cell of a place."""
        return path not in self.values and path not in self.unread


def read(table: Table, header: int, existing: Existing, words: Words, ignored: Sequence[str] = ()) -> Intake:
    """What the table below its row of headings says. Raises CannotCheck with everything that is wrong with it."""
    reader = _Reader(table, header, existing, words, ignored)
    reader.rows()
    if not reader.travelers and not reader.problems:
        reader.problems.append(_no_rows(table))
    changes, unchanged = reader.changes()
    if reader.problems:
        raise CannotCheck(reader.problems)
    return Intake(tuple(changes), unchanged, tuple(reader.unread), reader.named(), reader.hidden, reader.repeated)


class _Reader:
    def __init__(self, table: Table, header: int, existing: Existing, words: Words, ignored: Sequence[str]) -> None:
        self.table = table
        self.existing = existing
        self.words = words
        self.fields, self.problems, self.unread = fields_of(table, header, ignored)
        self.below = table.rows[header + 1 :]
        self.header_row = table.rows[header][0]
        self.numbers = {field: number for number, field in self.fields.items()}
        self.travelers: dict[str, _Entity] = {}
        self.trips: dict[str, _Entity] = {}
        self.said: set[tuple[tuple[int, Raw], ...]] = set()
        self.hidden = self.repeated = 0

    def rows(self) -> None:
        """Read every row that says something."""
        for row, cells in self.below:
            filled = {
                field: (number, cells[number - 1])
                for number, field in self.fields.items()
                if number <= len(cells) and not is_empty(cells[number - 1])
            }
            if not filled:
                continue
            self.hidden += row in self.table.hidden
            said = tuple((number, clean(raw) if isinstance(raw, str) else raw) for number, raw in filled.values())
            if said in self.said:  # it would make the same activities again
                self.repeated += 1
                continue
            self.said.add(said)
            self._row(row, filled)

    def _row(self, row: int, filled: Mapping[Field, tuple[int, Raw]]) -> None:
        values = {
            field: _Value(value, field.column, row, number)
            for field, (number, raw) in filled.items()
            for value in self._parsed(field, row, number, raw)
        }
        traveler, trip = values.get(TRAVELER), values.get(TRIP)
        if TRAVELER not in filled:
            self._note(row, self.numbers[TRAVELER], _EMPTY, _WANTED_ID)
        if TRIP not in filled and any(field.column.of is not Of.TRAVELER for field in filled):
            self._note_missing(row, TRIP)
        if traveler is None:
            return
        person = self.travelers.setdefault(traveler.value, _Entity(row))
        for field in filled:
            if field.column.of is Of.TRAVELER and field != TRAVELER:
                self._put(person, field.column.path, values.get(field))
        if trip is not None:
            self._trip(self.trips.setdefault(trip.value, _Entity(row)), traveler, filled, values)

    def _trip(self, trip: _Entity, traveler: _Value, filled: Iterable[Field], values: Mapping[Field, _Value]) -> None:
        """Add what a row says of its trip; its activities come after those of the rows before."""
        self._put(trip, ("traveler",), traveler)
        before = trip.slots
        for field in filled:
            if field.column.of is Of.TRIP and field != TRIP:
                self._put(trip, field.column.path, values.get(field))
            elif field.slot:
                trip.slots = max(trip.slots, before + field.slot)
                self._put(trip, ("activities", before + field.slot - 1, *field.column.path), values.get(field))

    def _parsed(self, field: Field, row: int, number: int, raw: Raw) -> Iterator[Any]:
        """The value of a cell, if it has what its column asks for."""
        try:
            yield parse(field.column, raw, self.words)
        except NotAllowed as error:
            self._note(row, number, _found(field.column, raw), error.expected, error.hint)

    def _put(self, entity: _Entity, path: Path, value: _Value | None) -> None:
        """Note a value; where an earlier row says something else, that is wrong."""
        if value is None:
            entity.unread.add(path)
            return
        first = entity.values.setdefault(path, value)
        if first.value != value.value:
            before = self._cell(first.row, first.place)
            private = value.column.private or value.column.sort in _FREE
            mine, other = ("…", "…") if private else (_text(value), _text(first))
            message = Text(f"`{mine}`, but {before.en} says `{other}`", f"`{mine}`, {before.ko}에는 `{other}`")
            self._note(value.row, value.place, message, Text("the same in every row", "모든 행에서 같은 값"))

    # What is wrong ----------------------------------------------------------------------------------------------------

    def _cell(self, row: int, number: int) -> Text:
        """A cell, with the heading of its column."""
        where, field = self.table.cell(row, number), self.fields[number]
        heading = field.heading
        return Text(f"{where.en} ({heading.en})", f"{where.ko}({heading.ko})")

    def _note(self, row: int, number: int, found: Text, expected: Text, hint: Text | None = None) -> None:
        where = self._cell(row, number)
        message = Text(
            f"{where.en}: {found.en}; expected {expected.en}", f"{where.ko}: {found.ko}. 필요한 값: {expected.ko}"
        )
        self.problems.append(Problem(message=message, hint=hint))

    def _note_missing(self, row: int, field: Field, expected: Text | None = None) -> None:
        """A value that is needed in a row and not there, or for which there is no column at all."""
        if field in self.numbers:
            self._note(row, self.numbers[field], _EMPTY, expected or _expected(field))
            return
        where, heading = self.table.cell(self.header_row, 1), field.heading
        message = Text(
            f"{where.en}: no column `{heading.en}` in this row of headings",
            f"{where.ko}: 이 제목 행에 `{heading.ko}` 열이 없습니다",
        )
        hint = Text("new trips need it", "새 출장에 필요한 열입니다")
        problem = Problem(message=message, hint=hint)
        if problem not in self.problems:
            self.problems.append(problem)

    # What changes -----------------------------------------------------------------------------------------------------

    def changes(self) -> tuple[list[Change], int]:
        """Every traveler and trip that is added or changed, and how many stay as they are."""
        found = [self._change("travelers", name, each) for name, each in self.travelers.items()]
        found += [self._change("trips", name, each) for name, each in self.trips.items()]
        changes = [change for change in found if change.new or change.patch]
        return changes, len(found) - len(changes)

    def _change(self, table: str, name: str, entity: _Entity) -> Change:
        known: Mapping[str, Any] = getattr(self.existing, table)
        old = known.get(name)
        self._check(entity, old)
        if table == "trips":
            self._check_trip(entity, old)
        values = dict(sorted(entity.values.items(), key=_order))
        changed = {
            path: each
            for path, each in values.items()
            if (before := value_at(old, path)) is None or _cell_of(each.column, before) != _text(each)
        }
        details = tuple(_detail(path, each, value_at(old, path)) for path, each in changed.items())
        patch = _patch({path: each.value for path, each in changed.items()}, old)
        if table == "trips" and old is None:
            patch = {"id": name, **patch, "activities": list(patch.get("activities", {}).values())}
        return Change(table, name, old is None, details, patch)

    def _check(self, entity: _Entity, old: Any) -> None:
        """Periods that end before they begin, and an annotation that is both none and some."""
        for path, each in entity.values.items():
            first, last = (self._day(entity, old, path, place) for place in _BOUNDS.get(str(path[-1]), ((), ())))
            if first is not None and first > each.value:
                after = Text(f"a day from {first} on", f"{first} 이후의 날짜")
                hint = _WHICH_WAY if path == ("depart",) else None
                self._note(each.row, each.place, _shown(each.value), after, hint)
            if last is not None and last < each.value:
                self._note(each.row, each.place, _shown(each.value), Text(f"a day up to {last}", f"{last} 이전의 날짜"))
        annotation = entity.values.get(("visa", "annotation"))
        if annotation and any(path[:2] == ("visa", "annotation") and len(path) > 2 for path in entity.values):
            expected = Text("an empty cell where an annotation is filled", "주석 열을 채웠으면 빈 셀")
            self._note(annotation.row, annotation.place, _shown(NONE), expected)

    def _day(self, entity: _Entity, old: Any, path: Path, places: tuple[str, ...]) -> str | None:
        """The day that bounds the one at a path: at the first of the places that has one, beside it or of the trip."""
        for place in places:
            beside = (*path[:-1], place) if place not in ("arrive", "depart") else (place,)
            if beside in entity.values:
                return str(entity.values[beside].value)
            if (found := value_at(old, beside)) is not None:
                return str(found)
        return None

    def _check_trip(self, entity: _Entity, old: Any) -> None:
        """What a trip needs, and whose it is."""
        values, traveler = entity.values, entity.values[("traveler",)]
        if old is not None and old["traveler"] != traveler.value:
            owner = old["traveler"]
            expected = Text(f"`{owner}`, whose trip it is in the plan", f"계획에서 이 출장의 출장자인 `{owner}`")
            self._note(traveler.row, traveler.place, _shown(traveler.value), expected)
        had = len(old["activities"]) if old is not None else 0
        for field in _TRIP_NEEDS if old is None else ():
            if entity.lacks(field.column.path):
                self._note_missing(entity.row, field)
        rows = {path[1]: each.row for path, each in values.items() if path[0] == "activities"}
        for number in range(had, max(entity.slots, 1 if old is None else 0)):
            if entity.lacks(("activities", number, "kind")):
                kind = next((each for each in _KINDS if each.slot == number + 1), _KINDS[0])
                self._note_missing(rows.get(number, entity.row), kind, _kind_of(number))

    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of each table that the rows name."""
        found: dict[str, dict[str, None]] = {}
        for entity in (*self.travelers.values(), *self.trips.values()):
            for each in entity.values.values():
                if each.column.table and each.value != NONE:
                    found.setdefault(each.column.table, {}).setdefault(each.value)
        return {table: tuple(ids) for table, ids in found.items()}


_EMPTY = Text("empty", "비어 있음")
_WANTED_ID = Text("the id of the traveler", "출장자 식별자")
_WHICH_WAY = Text(
    "days of arrival in and departure from the US; not of leaving and returning home",
    "미국 기준의 입국일과 출국일입니다. 한국 출국일·귀국일이 아닙니다",
)
_BOUNDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "depart": (("arrive",), ()),
    "to": (("from", "arrive"), ()),
    "from": ((), ("to", "depart")),
    "expires": (("issued",), ()),
}
"""Where the days stand before which, and after which, a day may not lie."""
_KINDS = tuple(field for field in fields() if field.slot and field.column.name == "kind")
_TRIP_NEEDS = tuple(
    field for field in fields() if field.column.of is Of.TRIP and field.name in ("class", "arrive", "depart")
)
_RANKS = {column.path: rank for rank, column in enumerate(COLUMNS) if column.path}
_OFTEN_NONE = {("esta", "status"): "esta", ("visa", "class"): "visa"}
"""Where `none` says that there is no such paper at all."""


def _no_rows(table: Table) -> Problem:
    message = Text(f"`{table.file}` has no rows below its headings", f"`{table.file}`의 열 제목 아래에 행이 없습니다")
    return Problem(message=message)


def _kind_of(number: int) -> Text:
    return Text(f"the kind of activity {number + 1}", f"활동 {number + 1}의 종류")


def _expected(field: Field) -> Text:
    return TRIP_ID if field == TRIP else field.column.about


TRIP_ID = Text("the id of the trip, such as the traveler's with -1", "출장 식별자(예: 출장자 ID에 -1을 붙인 것)")


_LIKE_AN_ID = re.compile(r"[A-Za-z0-9.-]{1,60}")
_LIKE_A_DAY = re.compile(r"[0-9./: -]{1,30}")


def _found(column: Column, raw: Raw) -> Text:
    """What stands in a cell that does not hold what it should, if it can be no name: people fill the wrong column."""
    if isinstance(raw, Bad):
        return raw.found
    day = column.sort is Sort.DATE and _LIKE_A_DAY.fullmatch(str(raw))
    if not column.private and (day or _LIKE_AN_ID.fullmatch(str(raw))):
        return _shown(raw)
    return Text("`…`", "`…`")


def _shown(value: object) -> Text:
    text = str(value)[:60]
    return Text(f"`{text}`", f"`{text}`")


def _order(entry: tuple[Path, _Value]) -> tuple[int, int]:
    path = entry[0]
    if path == ("traveler",):
        return -1, -1
    number = path[1] if path[0] == "activities" else -1
    assert isinstance(number, int)
    return number, _RANKS[entry[1].column.path]


def value_at(node: Any, path: Path) -> Any:
    """The value of the plan at a path; None if there is none. A paper that is `none` as a whole has the class none."""
    if path in _OFTEN_NONE and isinstance(node, Mapping) and node.get(_OFTEN_NONE[path]) == NONE:
        return NONE
    for key in path:
        if isinstance(node, list):
            node = node[key] if isinstance(key, int) and key < len(node) else None
        else:
            node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _text(each: _Value) -> str:
    return _cell_of(each.column, each.value)


def _cell_of(column: Column, value: Any) -> str:
    """A value as a cell has it: two values are the same if their cells are."""
    if isinstance(value, Mapping):  # an annotation where the column knows only none
        return ""
    return str(write(column, value, "en")) if column.path else str(value)


_FREE = ("text", "texts")


def _detail(path: Path, each: _Value, before: Any) -> Detail:
    steps = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    place = "".join(steps).removeprefix(".")
    if each.column.private or each.column.sort in _FREE:
        return Detail(place, None, None)
    return Detail(place, None if before is None else _cell_of(each.column, before) or None, _text(each))


def _patch(values: Mapping[Path, Any], old: Any) -> dict[str | int, Any]:
    """Values by path as a patch of an entity."""
    patch: dict[str | int, Any] = {}
    for path, value in values.items():
        whole = next((paper for place, paper in _OFTEN_NONE.items() if place == path), None)
        alone = sum(other[0] == path[0] for other in values) == 1
        if whole and value == NONE and alone and value_at(old, (whole,)) is None:
            patch[whole] = NONE
            continue
        inner = patch
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = value
    return patch
