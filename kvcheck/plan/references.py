"""What the entities of a plan name: every reference has to resolve."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kvcheck.errors import IN_FULL, Place, Problem, one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import NONE, Plan
from kvcheck.plan.merge import TABLES
from kvcheck.source import Document, Items, Node, problem_at
from kvcheck.source.known import is_id
from kvcheck.source.meant import plain

_REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "project": (("site", "sites"),),
    "sites": (("host", "companies"),),
    "companies": (("links.company", "companies"),),
    "equipment": (("supplier", "companies"), ("contract", "contracts")),
    "contracts": (("seller", "companies"), ("real_seller", "companies"), ("buyer", "companies")),
    "filings": (("filed_by", "companies"), ("sites", "sites")),
    "travelers": (
        ("employer", "companies"),
        ("paid_by", "companies"),
        ("fee_paid_by", "companies"),
        ("expenses_paid_by", "companies"),
    ),
    "trips": (("traveler", "travelers"), ("site", "sites"), ("filing", "filings")),
    "activities": (("equipment", "equipment"), ("contract", "contracts"), ("site", "sites")),
}
"""Which key of which entity names an entity of which table; a list names several, `links.company` one in each item."""


_SEVERAL = frozenset({"links.company", "sites"})

REFERRING: Mapping[str, str] = {
    key: table for named in _REFERENCES.values() for key, table in named if key not in _SEVERAL
}
"""Keys that name one entity, with its table: a path such as `traveler.employer.country` goes on there."""


class Missing(NamedTuple):
    """An id that a plan names and does not have."""

    document: Document
    place: Place
    key: str
    target: str
    """The table in which it would stand."""
    name: str


def unresolved(plan: Plan, ids: Mapping[str, Collection[str]] | None = None) -> Iterable[Problem]:
    """References to entities that the plan does not have; `ids` are those that it has by table, sound or not.

    What was probably meant is looked for as often as it will be told, in the order in which it is told.
    """
    ids = _ids(plan) if ids is None else ids
    known = {table: _Known(each) for table, each in ids.items()}
    missing = sorted(_missing(plan, ids), key=lambda each: each.place[:2])
    sound = [each for each in missing if known[each.target].sound]  # else the one that is meant may be no id yet
    for number, each in enumerate(sound):
        message = Text(
            "`{key}` names none of the `{target}`", "`{key}`에 적은 것이 `{target}`에 없습니다",
            key=each.key, target=each.target,
        )  # fmt: skip
        hint = known[each.target].hint(each) if number < IN_FULL else None
        yield problem_at(each.document, each.place, message, hint)


def resolves(plan: Plan) -> bool:
    """Whether the plan has every entity that it names."""
    ids = _ids(plan)
    return not any(all(map(is_id, ids[each.target])) for each in _missing(plan, ids))


def references(table: str, entity: Node) -> Iterable[tuple[str, str]]:
    """What an entity names: each other entity by table and id. `trips` and `activities` count as tables."""
    for path, target in _REFERENCES.get(table, ()):
        key, _, inner = path.partition(".")
        if entity.get(key) is not None and entity[key] != NONE:
            for name, _ in _named(entity, key, inner):
                yield target, name


def _ids(plan: Plan) -> Mapping[str, Collection[str]]:
    """The ids of a plan by table."""
    return {table: getattr(plan, table) for table in TABLES}


def _missing(plan: Plan, ids: Mapping[str, Collection[str]]) -> Iterator[Missing]:
    """The ids that entities name and nothing in the plan has, table by table."""
    if plan.project is not None:
        yield from _dangling(ids, "project", plan.project)
    for table in TABLES:
        entities: Mapping[str, Node] = getattr(plan, table)
        for entity in entities.values():
            yield from _dangling(ids, table, entity)
    for trip in plan.trips:
        yield from _dangling(ids, "trips", trip)
        for activity in trip["activities"]:
            yield from _dangling(ids, "activities", activity)
    for table, entity in plan.aside:
        yield from _dangling(ids, table, entity)
        for activity in entity.get("activities", ()) if table == "trips" else ():
            yield from _dangling(ids, "activities", activity)


def _dangling(ids: Mapping[str, Collection[str]], table: str, entity: Node) -> Iterator[Missing]:
    """The ids in an entity that nothing in the plan has. A stated `none` is no id where the schema allows it."""
    for path, target in _REFERENCES.get(table, ()):
        key, _, inner = path.partition(".")
        wanted = entity.get(key)
        if wanted is None or (wanted == NONE and key in ("contract", "filing", "links", "fee_paid_by")):
            continue
        if type(wanted) is str and wanted in ids[target]:  # as nearly all do
            continue
        for name, place in _named(entity, key, inner):
            if name not in ids[target]:
                yield Missing(entity.document, place, inner or key, target, name)


class _Known:
    """The ids of a table, looked through once however many references are wrong."""

    def __init__(self, ids: Collection[str]) -> None:
        self._ids = ids
        self._sorted: list[str] = []
        self._plain: dict[str, str] = {}
        self.sound = all(map(is_id, ids))

    def hint(self, missing: Missing) -> Text:
        """The ids that there are, beginning with the one that was meant: the same in other letters, or the nearest."""
        if not self._ids:
            return Text("add it under `{target}`", "`{target}`에 추가하십시오", target=missing.target)
        if not self._sorted:
            self._sorted = sorted(self._ids)
            self._plain = {plain(each): each for each in reversed(list(self._ids))}
        return one_of(self._sorted, self._plain.get(plain(missing.name), missing.name))


def _named(entity: Node, key: str, inner: str) -> Iterable[tuple[str, Place]]:
    """The ids under a key with their places: one, a list of them, or one under `inner` in each of a list."""
    value = entity[key]
    if not isinstance(value, Items):
        yield value, entity.value_place(key)
        return
    for index, item in enumerate(value):
        yield (item[inner], item.value_place(inner)) if inner else (item, value.item_place(index))
