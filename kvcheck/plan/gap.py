"""A place of a plan that lacks an answer, by what it is in: read from a path, and made into a change of the plan."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kvcheck.errors import BadCommand
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import NONE, UNKNOWN
from kvcheck.plan.merge import OWN, TABLES
from kvcheck.plan.references import REFERRING
from kvcheck.plan.shape import Shape, Sort, shape_of
from kvcheck.source import Document, Node
from kvcheck.source.known import harmless_path

TRIPS, PROJECT = "trips", "project"
EVERY = "*"
"""Stands in a path for every entity of a section that does not state the place."""


class Gap(NamedTuple):
    """One place of a plan at which an answer is missing, or is there and does not say enough."""

    table: str
    """The section: `companies`, `trips`; `project` for the one project."""
    id: str
    """The id of the entity; empty for the project."""
    activity: int
    """For a place in an activity of a trip: its number, from 1; else 0."""
    steps: tuple[str, ...]
    """The keys below: `("passport", "electronic")`."""
    stated: bool = False
    """Whether something stands there that does not say enough, such as a description that says too little."""
    own: Shape | None = None
    """What may stand at a company's own fact, which no schema says."""

    @property
    def path(self) -> str:
        """As a planner reads it: `companies.hwasung.country`."""
        return self._path(self.id, str(self.activity))

    @property
    def pattern(self) -> str:
        """The same for every entity of its section: `travelers.*.passport.electronic`."""
        return self._path(EVERY, EVERY)

    @property
    def section(self) -> str:
        """The section whose entities have the place; `activities` for those of a trip."""
        return "activities" if self.activity else self.table

    @property
    def shape(self) -> Shape:
        """What may stand there. KeyError if a plan has no such place."""
        if self.own is not None:
            return self.own
        return shape_of(self.section, self.steps)

    def _path(self, name: str, number: str) -> str:
        owner = [self.table, name] if self.id else [self.table]
        return ".".join([*owner, *([f"activities[{number}]"] if self.activity else []), *self.steps])


Answer = tuple[Gap, Any]
"""A place and the plain value that is to stand there."""


def gaps_at(path: str, documents: Sequence[Document], own: Mapping[str, Shape] = {}) -> list[Gap]:
    """The places that a path of the command line names, `*` for each entity that leaves the place open.

    `own` says what may stand at companies' own facts, by the places that facts name: `trip.own.inducted`.
    Raises BadCommand if a plan can have no such place, or this plan has no such entity.
    """
    found = _gaps_at(path, documents)
    if found and OWN in (found[0].table, *found[0].steps[:-1]):
        owner = {"activities": "activity.", OWN: ""}.get(found[0].section, f"{found[0].section[:-1]}.")
        shape = own.get(f"{owner}{OWN}.{found[0].steps[-1]}", Shape(Sort.ANY))
        return [each._replace(own=shape) for each in found]
    for each in found[:1]:
        try:
            _ = each.shape
        except (KeyError, StopIteration):
            raise _no_place(path, _entities(documents, each.table)) from None
    return found


def _gaps_at(path: str, documents: Sequence[Document]) -> list[Gap]:
    """The same, whether or not a plan can have such a place."""
    table, _, rest = path.partition(".")
    entities = _entities(documents, table)
    if table in (PROJECT, OWN) and rest:
        found = [Gap(table, "", 0, tuple(rest.split(".")))]
    else:
        names = [*entities, EVERY]
        name = max((each for each in names if rest.startswith(f"{each}.")), key=len, default=None)
        if name is None:
            raise _no_place(path, entities)
        names = [*entities] if name == EVERY else [name]
        number, steps = _steps(rest[len(name) + 1 :])
        found = [
            Gap(table, each, one, steps)
            for each in names
            for one in ([number] if number is not None else range(1, len(entities[each]["activities"]) + 1))
        ]
        some = name == EVERY or number is None
        found = [each for each in found if not some or _is_open(each, entities[each.id])]
        if name == EVERY and steps[0] in ("esta", "visa"):
            users = _users(documents, steps[0])
            found = [each for each in found if each.id in users or steps[0] in entities[each.id]]
    return found


def _steps(rest: str) -> tuple[int | None, tuple[str, ...]]:
    """The number of an activity (None for each, 0 for the entity itself) and the keys of the rest of a path."""
    activity = re.fullmatch(r"activities\[(\d+|\*)\]\.(.+)", rest)
    if activity is None:
        return 0, tuple(rest.split("."))
    return None if activity[1] == EVERY else int(activity[1]), tuple(activity[2].split("."))


def _is_open(gap: Gap, entity: Node) -> bool:
    """Whether an entity has room for a value at the place and states none."""
    node: Any = entity
    if gap.activity:
        if gap.activity > len(entity["activities"]):
            return False
        node = entity["activities"][gap.activity - 1]
    for step in gap.steps:
        if not isinstance(node, Node):
            return False
        if step not in node:
            return True
        node = node[step]
    return False


def _users(documents: Iterable[Document], paper: str) -> frozenset[str]:
    """The travelers who enter with an ESTA, or with a visa; a class that is not known yet may need either."""
    trips = (trip for each in documents for trip in each.root.get(TRIPS, ()))
    return frozenset(
        trip["traveler"] for trip in trips if trip["class"] == UNKNOWN or (trip["class"] == "esta") is (paper == "esta")
    )


def _entities(documents: Iterable[Document], table: str) -> dict[str, Node]:
    """The entities of a section over all files; of trips by their ids."""
    if table == TRIPS:
        return {trip["id"]: trip for each in documents for trip in each.root.get(TRIPS, ())}
    if table not in TABLES:
        return {}
    return {name: node for each in documents for name, node in each.root.get(table, {}).items()}


def _no_place(path: str, entities: Mapping[str, Node]) -> BadCommand:
    known = ", ".join(f"`{name}`" for name in [*entities][:5])
    return BadCommand(
        Text(
            "a plan has no place `{path}`; such places are `companies.ID.country`, `travelers.*.passport.electronic`, "
            "`trips.ID.activities[1].crew`{known}",
            "계획에 `{path}`라는 위치가 없습니다. 예: `companies.ID.country`, `travelers.*.passport.electronic`, "
            "`trips.ID.activities[1].crew`{known}",
            path=harmless_path(path, entities),
            known=Text(" (here: {known})", "(이 계획: {known})", known=known) if known else Text("", ""),
        )
    )


def patches(answers: Iterable[Answer], documents: Sequence[Document]) -> dict[str, dict[str | int, Any]]:
    """What answers change, file by file, as patches of `kvcheck.plan.edit`.

    An answer that names an entity which the plan does not have makes it, empty: its own facts are asked for next.
    """
    homes = {(table, name): each.name for each in documents for table in TABLES for name in each.root.get(table, ())}
    trips = {
        trip["id"]: (each.name, number) for each in documents for number, trip in enumerate(each.root.get(TRIPS, ()))
    }
    sizes = {each.name: len(each.root.get(TRIPS, ())) for each in documents}
    found: dict[str, dict[str | int, Any]] = {}
    for gap, value in answers:
        if gap.table == TRIPS:
            if gap.id not in trips:  # a new trip stands in the file of those that are changed with it
                home = next((each for each in found if sizes[each]), next(each for each in sizes if sizes[each]))
                trips[gap.id] = home, sizes[home]
                sizes[home] += 1
            name, number = trips[gap.id]
            within: list[str | int] = ["activities", gap.activity - 1] if gap.activity else []
            keys: list[str | int] = [TRIPS, number, *within]
        elif gap.table in (PROJECT, OWN):
            homes_of = [each.name for each in documents if gap.table in each.root]
            name, keys = (homes_of or [documents[0].name])[0], [gap.table]
        else:
            name, keys = homes.get((gap.table, gap.id), documents[0].name), [gap.table, gap.id]
        _put(found.setdefault(name, {}), [*keys, *gap.steps], value)
        for table, new in _named(gap, value):
            if (table, new) not in homes:
                home = next((each.name for each in documents if table in each.root), name)
                homes[table, new] = home
                _put(found.setdefault(home, {}), [table, new], {})
    return found


def _named(gap: Gap, value: Any) -> Iterator[tuple[str, str]]:
    """The entity that an answer names, with its table."""
    if not gap.steps:
        return
    table = REFERRING.get(gap.steps[-1])
    if table is not None and gap.shape.sort is Sort.ID and isinstance(value, str) and value != NONE:
        yield table, value


def _put(patch: dict[Any, Any], keys: Sequence[str | int], value: Any) -> None:
    """Add a change to a patch."""
    for key in keys[:-1]:
        patch = patch.setdefault(key, {})
    old = patch.get(keys[-1])
    patch[keys[-1]] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
