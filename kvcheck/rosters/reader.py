"""Rows of a roster to changes of a plan: pure, all errors at once, each with its cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.cells import NONE, NotAllowed, Raw, clean, parse
from kvcheck.rosters.changes import Change, Entity, Existing, Intake, Path, Value, change_of, value_at
from kvcheck.rosters.column import Words
from kvcheck.rosters.columns import TRAVELER, TRIP, Field, Of, fields
from kvcheck.rosters.expand import expand, unclear
from kvcheck.rosters.faults import EMPTY, Faults
from kvcheck.rosters.headings import Header, columns_of
from kvcheck.rosters.people import with_ids
from kvcheck.rosters.rows import Filled, tidy
from kvcheck.rosters.table import Table


def read(
    table: Table,
    header: Header,
    existing: Existing,
    words: Words,
    ignored: Sequence[str] = (),
    answers: Answers = Answers(),  # noqa: B008 - a value that nothing changes
    *,
    one_of_several: bool = False,
) -> Intake:
    """What the table below its headings says. Raises CannotCheck with everything that is wrong with it.

    Columns with the headings `ignored` are not read. A sheet that is `one_of_several` may have no rows.
    """
    columns = columns_of(table, header, answers, ignored)
    tidied = expand(table, header.first, columns.fields, tidy(table, header, columns, answers), answers, words)
    rows = [(row, dict(filled)) for row, filled in tidied.rows]
    notes = with_ids(rows, existing, make_ids=answers.make_ids)
    reader = _Reader(table, table.rows[header.last][0], columns.fields, existing, words)
    reader.rows(rows)
    changes, unchanged = reader.changes()
    problems = [*columns.problems, *tidied.problems, *reader.faults.problems()]
    questions = (*columns.questions, *tidied.questions)
    if not reader.travelers and not problems and not one_of_several:
        problems.append(no_rows(table.file))
    if problems:
        raise CannotCheck([*(each.problem for each in questions), *problems])
    return Intake(
        tuple(changes),
        unchanged,
        tuple(columns.unread),
        reader.named(),
        reader.hidden,
        reader.repeated,
        (*tidied.notes, *notes),
        questions,
    )


class _Reader:
    """Reads the rows of one table into travelers and trips; what is wrong is collected, nothing is raised."""

    def __init__(
        self, table: Table, header_row: int, columns: Mapping[int, Field], existing: Existing, words: Words
    ) -> None:
        """For the rows below the headings in row `header_row` of a table."""
        self.table = table
        self.existing = existing
        self.words = words
        self.faults = Faults(table, header_row, columns, existing, words)
        self.numbers = {field: number for number, field in columns.items()}
        self.travelers: dict[str, Entity] = {}
        self.trips: dict[str, Entity] = {}
        self.called: dict[str, dict[str, str]] = {}
        """How the cells call what an id was made for, by table and id."""
        self.said: set[tuple[tuple[Field, Raw], ...]] = set()
        self.hidden = self.repeated = 0

    def rows(self, rows: Iterable[tuple[int, Filled]]) -> None:
        """Read every row that says something."""
        for row, filled in rows:
            if not filled:
                continue
            self.hidden += row in self.table.hidden
            said = tuple((field, clean(raw) if isinstance(raw, str) else raw) for field, (_, raw) in filled.items())
            if said in self.said:  # it would make the same activities again
                self.repeated += 1
                continue
            self.said.add(said)
            self._row(row, filled)

    def _row(self, row: int, filled: Mapping[Field, tuple[int, Raw]]) -> None:
        """Read one row; `filled` are its cells that hold something, by field, with column number and raw value."""
        values = {
            field: Value(value, field.column, row, number)
            for field, (number, raw) in filled.items()
            for value in self._parsed(field, row, number, raw)
        }
        traveler, trip = values.get(TRAVELER), values.get(TRIP)
        if TRAVELER not in filled:
            self.faults.note(row, self.numbers.get(TRAVELER, 1), EMPTY, _WANTED_ID)
        if TRIP not in filled and any(field.column.of is not Of.TRAVELER for field in filled):
            self.faults.note_missing(row, TRIP)
        if traveler is None:
            return
        person = self.travelers.setdefault(traveler.value, Entity(row))
        for field in filled:
            if field.column.of is Of.TRAVELER and field != TRAVELER:
                self._put(person, field.column.path, values.get(field))
        if trip is not None:
            self._trip(self.trips.setdefault(trip.value, Entity(row)), traveler, filled, values)

    def _trip(self, trip: Entity, traveler: Value, filled: Iterable[Field], values: Mapping[Field, Value]) -> None:
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
        if unclear(raw):
            return
        try:
            value = parse(field.column, raw, self.words)
        except NotAllowed as error:
            self.faults.note(row, number, self.faults.found(field.column, raw), error.expected, error.hint, field)
            return
        if field.column.table and isinstance(raw, str) and value != clean(raw) and value != NONE:
            self.called.setdefault(field.column.table, {}).setdefault(value, clean(raw))
        yield value

    def _put(self, entity: Entity, path: Path, value: Value | None) -> None:
        """Note a value; where an earlier row says something else, that is wrong."""
        if value is None:
            entity.unread.add(path)
            return
        first = entity.values.setdefault(path, value)
        if first.value != value.value:
            self.faults.note_unlike(value, first)

    # What changes -----------------------------------------------------------------------------------------------------

    def changes(self) -> tuple[list[Change], int]:
        """Every traveler and trip that is added or changed, and how many stay as they are."""
        found = [self._change("travelers", name, each) for name, each in self.travelers.items()]
        found += [self._change("trips", name, each) for name, each in self.trips.items()]
        changes = [change for change in found if change.new or change.patch]
        return changes, len(found) - len(changes)

    def _change(self, table: str, name: str, entity: Entity) -> Change:
        """What an entity of the roster changes in the plan, after it was held against what the plan has."""
        known: Mapping[str, Any] = getattr(self.existing, table)
        old = known.get(name)
        self._check(entity, old)
        if table == "trips":
            self._check_trip(entity, old)
        return change_of(table, name, entity, old)

    def _check(self, entity: Entity, old: Any) -> None:
        """Periods that end before they begin, and an annotation that is both none and some."""
        for path, each in entity.values.items():
            first, last = (self._day(entity, old, path, place) for place in _BOUNDS.get(str(path[-1]), ((), ())))
            if first is not None and first > each.value:
                after = Text("a day from {first} on", "{first} 이후의 날짜", first=first)
                hint = _WHICH_WAY if path == ("depart",) else None
                self.faults.note_value(each, after, hint)
            if last is not None and last < each.value:
                self.faults.note_value(each, Text("a day up to {last}", "{last} 이전의 날짜", last=last))
        annotation = entity.values.get(("visa", "annotation"))
        if annotation and any(path[:2] == ("visa", "annotation") and len(path) > 2 for path in entity.values):
            expected = Text("an empty cell where an annotation is filled", "주석 열을 채웠으면 빈 셀")
            self.faults.note_value(annotation, expected)

    def _day(self, entity: Entity, old: Any, path: Path, places: tuple[str, ...]) -> str | None:
        """The day that bounds the one at a path: at the first of the places that has one, beside it or of the trip."""
        for place in places:
            beside = (*path[:-1], place) if place not in ("arrive", "depart") else (place,)
            if beside in entity.values:
                return str(entity.values[beside].value)
            if (found := value_at(old, beside)) is not None:
                return str(found)
        return None

    def _check_trip(self, entity: Entity, old: Any) -> None:
        """What a trip needs, and whose it is."""
        values, traveler = entity.values, entity.values[("traveler",)]
        if old is not None and old["traveler"] != traveler.value:
            owner = old["traveler"]
            expected = Text(
                "`{owner}`, whose trip it is in the plan", "계획에서 이 출장의 출장자인 `{owner}`", owner=owner
            )
            self.faults.note_value(traveler, expected)
        had = len(old["activities"]) if old is not None else 0
        for field in _TRIP_NEEDS if old is None else ():
            if entity.lacks(field.column.path):
                self.faults.note_missing(entity.row, field)
        rows = {path[1]: each.row for path, each in values.items() if path[0] == "activities"}
        for number in range(had, max(entity.slots, 1 if old is None else 0)):
            if entity.lacks(("activities", number, "kind")):
                kind = next((each for each in _KINDS if each.slot == number + 1), _KINDS[0])
                self.faults.note_missing(rows.get(number, entity.row), kind, _kind_of(number))

    def named(self) -> Mapping[str, Mapping[str, str]]:
        """The ids of each table that the rows name, with how they call it where that is no id."""
        found: dict[str, dict[str, str]] = {}
        for entity in (*self.travelers.values(), *self.trips.values()):
            for each in entity.values.values():
                if each.column.table and each.value != NONE:
                    called = self.called.get(each.column.table, {}).get(each.value, "")
                    found.setdefault(each.column.table, {}).setdefault(each.value, called)
        return found


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


def no_rows(file: str) -> Problem:
    """That nothing stands below the headings of a file."""
    message = Text("`{file}` has no rows below its headings", "`{file}`의 열 제목 아래에 행이 없습니다", file=file)
    hint = Text(
        "fill in a row; one that begins with `e.g.` is an example and is not read",
        "행을 채우십시오. `예:`로 시작하는 행은 읽지 않는 예시입니다",
    )
    return Problem(message=message, hint=hint)


def _kind_of(number: int) -> Text:
    return Text("the kind of activity {number}", "활동 {number}의 종류", number=number + 1)
