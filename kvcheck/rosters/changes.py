"""What a roster changes in a plan: values at places of travelers and trips, beside what the plan has there."""

from collections.abc import Mapping
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import LANGUAGES, Text
from kvcheck.rosters.asked import Question
from kvcheck.rosters.cells import NONE
from kvcheck.rosters.columns import COLUMNS, Column, Sort
from kvcheck.rosters.writing import write

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
    named: Mapping[str, Mapping[str, str]]
    """The ids of each table of the plan that the roster names, for a plan that is made new, with their names if any."""
    hidden: int
    """How many of the rows that were read are hidden."""
    repeated: int
    """How many rows repeat an earlier one and were left out."""
    notes: tuple[Text, ...] = ()
    """What else became of rows and cells that were not read as they stand."""
    questions: tuple[Question, ...] = ()
    """What was read by a guess, and has to be confirmed."""


class Value(NamedTuple):
    """What a cell says."""

    value: Any
    column: Column
    row: int
    place: int
    """The number of the column."""


class Entity:
    """What the rows say of one traveler or trip."""

    def __init__(self, row: int) -> None:
        """A traveler or trip of which nothing is read yet; `row` is its first."""
        self.row = row
        self.values: dict[Path, Value] = {}
        self.unread: set[Path] = set()
        """Places whose cell does not hold what it should."""
        self.slots = 0
        """How many activities its rows have had so far."""

    def lacks(self, path: Path) -> bool:
        """Whether nobody filled the cell of a place."""
        return path not in self.values and path not in self.unread


def change_of(table: str, name: str, entity: Entity, old: Any) -> Change:
    """What the rows change in a traveler or trip; `old` is what the plan has of it."""
    values = dict(sorted(entity.values.items(), key=_order))
    changed = {
        path: each
        for path, each in values.items()
        if (before := value_at(old, path)) is None or _cell_of(each.column, before) != text_of(each)
    }
    details = tuple(_detail(path, each, value_at(old, path)) for path, each in changed.items())
    patch = _patch({path: each.value for path, each in changed.items()}, old)
    if table == "trips" and old is None:
        patch = {"id": name, **patch, "activities": list(patch.get("activities", {}).values())}
    return Change(table, name, old is None, details, patch)


_RANKS = {(column.of, column.path): rank for rank, column in enumerate(COLUMNS) if column.path}
_OFTEN_NONE = {("esta", "status"): "esta", ("visa", "class"): "visa"}
"""Where `none` says that there is no such paper at all."""


def _order(entry: tuple[Path, Value]) -> tuple[int, int]:
    """The key that puts values in the order a person writes them: the traveler first, activities last."""
    path = entry[0]
    if path == ("traveler",):
        return -1, -1
    number = path[1] if path[0] == "activities" else -1
    assert isinstance(number, int)
    column = entry[1].column
    return number, _RANKS.get((column.of, column.path), 0)


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


def text_of(each: Value) -> str:
    """What a cell says, as a plan has it."""
    return _cell_of(each.column, each.value)


def _cell_of(column: Column, value: Any) -> str:
    """A value as a cell has it: two values are the same if their cells are."""
    if isinstance(value, Mapping) and column.sort is not Sort.ITEMS:  # an annotation where the column knows only none
        return ""
    return str(write(column, value, LANGUAGES[0])) if column.path else str(value)


FREE = frozenset({Sort.TEXT, Sort.TEXTS})
"""What is written freely."""


def _detail(path: Path, each: Value, before: Any) -> Detail:
    """What a value changes; of what is private or free text, only the place."""
    steps = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    place = "".join(steps).removeprefix(".")
    if each.column.private or each.column.sort in FREE:
        return Detail(place, None, None)
    return Detail(place, None if before is None else _cell_of(each.column, before) or None, text_of(each))


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
