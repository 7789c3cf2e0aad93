"""Where the answer to a fact that is not known would stand in the plan, also where the fact is worked out."""

from collections.abc import Mapping
from typing import Any

from kvcheck.conditions import FactSort
from kvcheck.errors import Place
from kvcheck.facts.places import entity_of, leaves_open, standing
from kvcheck.model import OWN, Fact, Subject
from kvcheck.plan.gap import TRIPS, Gap
from kvcheck.plan.references import REFERRING
from kvcheck.plan.shape import Shape, Sort
from kvcheck.source import Node


def gap_of(fact: Fact, subject: Subject) -> Gap:
    """The first place, in the order of `rules/facts.yaml`, that the fact is taken from and that the plan leaves open.

    Where every place is stated and the fact is not known all the same, it is the first of them.
    """
    paths = fact.uses if fact.given is None else (fact.given,)
    gaps = [gap for gap in (_at(path, subject) for path in paths) if gap is not None]
    missing = next((gap for gap in gaps if not gap.stated), None)
    found = missing or next(iter(gaps), None) or _naming(paths[0].split(".")[0], subject)
    return found._replace(own=shape_of_own(fact)) if fact.name.startswith(f"{OWN}.") else found


def shape_of_own(fact: Fact) -> Shape:
    """What may stand where a plan states a company's own fact: of what type it is, only its pack says."""
    return Shape(Sort(fact.sort.value), tuple(fact.values) if fact.sort is not FactSort.YES_NO else ())


def shapes_of_own(facts: Mapping[str, Fact]) -> Mapping[str, Shape]:
    """What companies' own facts take, by the places at which plans state them."""
    return {str(fact.given): shape_of_own(fact) for name, fact in facts.items() if name.startswith(f"{OWN}.")}


def stated_at(fact: Fact, subject: Subject) -> Place | None:
    """The first place that states what the fact is taken from; None if the plan is silent: the format speaks for it."""
    for path in fact.uses if fact.given is None else (fact.given,):
        found = standing(path, subject)
        if found is not None and found.stated:
            return found.place
    return None


def _at(path: str, subject: Subject) -> Gap | None:
    """The place that a path leads to; None where it ends at something that is stated not to exist."""
    root, *steps = path.split(".")
    entity = entity_of(root, subject, *steps[:1])
    if entity is None:
        return _naming(root, subject)
    name, _, value = entity
    table, _, rest = name.partition(".")
    gap = Gap(table, rest, 0, ())
    if root == "activity" and subject.activity is not None:
        gap = _of_activity(subject)
    return _below(gap, value, steps, subject)


def _below(gap: Gap, node: Node, steps: list[str], subject: Subject) -> Gap | None:
    """The place at some keys below an entity; a key that names another entity leads on into that one."""
    value: Any = node
    for number, step in enumerate(steps):
        if not isinstance(value, Node):  # `esta: none`: there is nothing below
            return None
        table = REFERRING.get(step)
        if step not in value:
            whole = tuple(steps[:number]) + ((step,) if table is not None else tuple(steps[number:]))
            return gap._replace(steps=whole)
        value = value[step]
        if table is not None and number + 1 < len(steps):
            named = getattr(subject.plan, table).get(value)
            inner = Gap(table, str(value), 0, ())
            return None if named is None else _below(inner, named, steps[number + 1 :], subject)
    return gap._replace(steps=tuple(steps), stated=not leaves_open(value))


def _of_activity(subject: Subject) -> Gap:
    activities = subject.trip["activities"]
    number = next(number for number, each in enumerate(activities, 1) if each is subject.activity)
    return Gap(TRIPS, subject.trip["id"], number, ())


def _naming(root: str, subject: Subject) -> Gap:
    """Where a subject would name an entity that it does not name: its equipment, contract, site, or filing."""
    trip = Gap(TRIPS, subject.trip["id"], 0, ())
    activity = _of_activity(subject) if subject.activity is not None else trip
    match root:
        case "contract":
            equipment = subject.activity.get("equipment") if subject.activity is not None else None
            if equipment is not None and "contract" not in subject.plan.equipment[equipment]:
                return Gap("equipment", equipment, 0, ("contract",))
            return activity._replace(steps=("contract" if equipment is not None else "equipment",))
        case "site" if subject.plan.project is not None:
            return Gap("project", "", 0, ("site",))
        case "site" | "project":
            return trip._replace(steps=(root,))
        case "us_company" if subject.trip.get("filing") in subject.plan.filings:
            return Gap("filings", subject.trip["filing"], 0, ("filed_by",))
        case "us_company" | "filing":
            return trip._replace(steps=("filing",))
        case _:
            return activity._replace(steps=(root,))
