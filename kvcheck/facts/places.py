"""Where a plan states a fact."""

from typing import Any

from kvcheck.conditions import FactSort
from kvcheck.errors import Place
from kvcheck.frozen import NamedTuple
from kvcheck.model import NONE, OWN, UNKNOWN, Fact, Plan, Subject
from kvcheck.plan.lookups import Tables, contract_of, site_of
from kvcheck.plan.references import REFERRING
from kvcheck.source import Items, Node


def places(fact: Fact, subject: Subject) -> list[tuple[str, Place]]:
    """Where the plan states a fact about a subject: paths such as `travelers.kim.esta.status`, with their places.

    What nobody stated has the path at which it would stand, and the place of the nearest thing it would belong to.
    """
    found: dict[str, Place] = {}
    for path in fact.uses if fact.given is None else (fact.given,):
        located = place_of(path, subject)
        if located is not None:
            found.setdefault(*located)
    if not found:  # the subject names no equipment, contract or site: it is where it would
        root = (fact.given or fact.uses[0]).split(".")[0]
        of_trip = root in ("filing", "us_company")  # a company is known by what it filed
        owner = entity_of("trip" if of_trip else "activity", subject)
        assert owner is not None
        found[f"{owner[0]}.{'filing' if of_trip else root}"] = owner[1]
    return list(found.items())


class Standing(NamedTuple):
    """Where a plan has something, or would have it."""

    path: str
    place: Place
    stated: bool
    """Whether a value stands there that says something, be it `none`."""


def place_of(path: str, subject: Subject) -> tuple[str, Place] | None:
    """Where the plan has a path such as `equipment.name` for a subject; None if the subject has no such entity."""
    found = standing(path, subject)
    return (found.path, found.place) if found is not None else None


def standing(path: str, subject: Subject) -> Standing | None:
    """The same, and whether the plan states it."""
    root, *steps = path.split(".")
    entity = entity_of(root, subject, *steps[:1])
    if entity is None:
        return None
    name, place, node = entity
    value: Any = node
    for number, step in enumerate(steps):
        if not isinstance(value, Node) or step not in value:
            if step in REFERRING:  # what it names is not known, nor what lies below
                return Standing(f"{name}.{step}", place, stated=False)
            return Standing(".".join([name, *steps[number:]]), place, stated=False)
        name, place, value = f"{name}.{step}", value.value_place(step), value[step]
        table = REFERRING.get(step) if number + 1 < len(steps) else None
        if table is not None:  # the rest stands in the entity that is named
            named = _in_table(subject.plan, table, value if value != NONE else None)
            if named is None:
                return None
            name, place, value = named
    return Standing(name, place, not leaves_open(value))


def leaves_open(value: Any) -> bool:
    """Whether a value, or an entry of a list, is said to be unknown: a stay that has not ended."""
    entries = value if isinstance(value, list) else ()
    return value == UNKNOWN or any(isinstance(each, Node) and UNKNOWN in each.values() for each in entries)


def entity_of(root: str, subject: Subject, key: str = "") -> tuple[str, Place, Node] | None:
    """The entity of the plan that a path begins at, with its name and place; None if the subject has none.

    Of the section of a company's own facts about the plan it is the one that holds `key`, if any does.

    For `contract` of an activity it is the activity's own contract, else that of its equipment; for `site` that of the
    activity, the trip, the project, the first that is stated: a question about it is asked where its answer counts.
    """
    plan, trip, activity = subject.plan, subject.trip, subject.activity
    if root == "activity" and activity is not None:
        number = next(n for n, each in enumerate(trip["activities"], 1) if each is activity)
        return f"trips.{trip['id']}.activities[{number}]", activity.place, activity
    if root in ("trip", "activity"):
        return f"trips.{trip['id']}", trip.place, trip
    if root == OWN:
        return _section_of(plan, OWN, key)
    if root == "project":
        return ("project", plan.project.place, plan.project) if plan.project is not None else None
    if root == "traveler":
        return _in_table(plan, "travelers", trip["traveler"])
    if root == "filing":
        return _in_table(plan, "filings", trip.get("filing"))
    if root == "us_company":
        return _in_table(plan, "companies", Tables(plan).us_company_of(trip))
    if root == "site":
        return _in_table(plan, "sites", site_of(plan, trip, activity))
    equipment = activity.get("equipment") if activity is not None else None
    if root == "equipment":
        return _in_table(plan, "equipment", equipment)
    contract = contract_of(plan, activity) if activity is not None else None
    return _in_table(plan, "contracts", contract if contract != NONE else None)


def _section_of(plan: Plan, name: str, key: str) -> tuple[str, Place, Node]:
    """A section that several files may have: the one that holds `key`, else the first; empty where there is none."""
    found = [each.root[name] for each in plan.documents if name in each.root]
    node = next((each for each in found if key in each), found[0] if found else Node())
    return name, node.place if found else plan.documents[0].place(1, 1), node


def _in_table(plan: Plan, table: str, name: str | None) -> tuple[str, Place, Node] | None:
    """An entity of a table, at the place of its key."""
    if name is None:
        return None
    for document in plan.documents:
        section = document.root.get(table)
        if section is not None and name in section:
            return f"{table}.{name}", section.key_place(name), section[name]
    return None


def state_of(fact: Fact, value: Any) -> Any:
    """A fact's value in plain types that JSON can hold."""
    if fact.sort is FactSort.VISITS and value is not None:
        return [{"country": country, "on": day} for country, day in value]
    return list(value) if isinstance(value, tuple | Items) else value
