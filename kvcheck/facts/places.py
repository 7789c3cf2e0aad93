"""Where a plan states a fact."""

from typing import Any

from kvcheck.errors import Place
from kvcheck.facts.tables import NONE
from kvcheck.model import Fact, Subject
from kvcheck.source import Items, Node


def places(fact: Fact, subject: Subject) -> list[tuple[str, Place]]:
    """Where the plan states a fact about a subject: paths such as `travelers.kim.esta.status`, with their places.

    For a fact that nobody stated, the place of the nearest thing it would belong to.
    """
    found: dict[str, Place] = {}
    for path in fact.uses if fact.given is None else (fact.given,):
        for name, node in _roots(path.split(".")[0], subject):
            shown, place = _locate(name, node, path.split(".")[1:])
            found.setdefault(shown, place)
    return list(found.items())


def _locate(name: str, node: Node, steps: list[str]) -> tuple[str, Place]:
    """The place of a value below an entity, or of the last step towards it that exists."""
    place = node.place
    value: Any = node
    for step in steps:
        if not isinstance(value, Node) or step not in value:
            break
        name, place, value = f"{name}.{step}", value.value_place(step), value[step]
    return name, place


def _roots(root: str, subject: Subject) -> list[tuple[str, Node]]:
    """The entities of the plan that a path begins at, with their names: `contract` is the one the activity is under."""
    plan, trip, activity = subject.plan, subject.trip, subject.activity
    number = next((n for n, each in enumerate(trip["activities"], 1) if each is activity), 0)
    if root == "trip" or (root == "activity" and activity is None):
        return [(f"trips.{trip['id']}", trip)]
    if root == "activity" and activity is not None:
        return [(f"trips.{trip['id']}.activities[{number}]", activity)]
    if root == "traveler":
        return [(f"travelers.{trip['traveler']}", subject.traveler)]
    if root == "project":
        return [("project", plan.project)] if plan.project is not None else []
    equipment = activity.get("equipment") if activity is not None else None
    if root == "equipment":
        return [(f"equipment.{equipment}", plan.equipment[equipment])] if equipment is not None else []
    if root == "contract":
        contract = activity.get("contract") if activity is not None else None
        if contract is None and equipment is not None:
            contract = plan.equipment[equipment].get("contract")
        return [(f"contracts.{contract}", plan.contracts[contract])] if contract not in (None, NONE) else []
    if root == "site":
        site = (activity.get("site") if activity is not None else None) or trip.get("site")
        site = site or (plan.project.get("site") if plan.project is not None else None)
        return [(f"sites.{site}", plan.sites[site])] if site is not None else []
    if root == "company":
        return []
    msg = f"no entity is called `{root}`"
    raise ValueError(msg)


def state_of(value: Any) -> Any:
    """A fact's value in plain types that JSON can hold."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple | Items):
        return [state_of(item) for item in value]
    if isinstance(value, list):
        return [{"country": country, "on": day} for country, day in value]
    return value
