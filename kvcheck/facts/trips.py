"""Facts of a trip: a table of what is derived, and look-ups for what is given."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kvcheck.facts.days import days_between, ordinal
from kvcheck.facts.tables import NONE, Tables
from kvcheck.model import Fact
from kvcheck.source import Node
from kvcheck.truth import Truth


def first_admitted(tables: Tables, trip: Node) -> str | None:
    """The day from which the days of a trip count: side trips to neighbors do not start a new count."""
    stated: str | None = trip.get("first_admitted")
    if stated is not None:
        return stated
    if "arrive_from" not in trip:
        return str(trip["arrive"])
    before = [arrive for arrive, depart in tables.stays(trip["traveler"]) if depart <= trip["arrive"] != arrive]
    return before[-1] if before else None


def _days_since_admission(tables: Tables, trip: Node, traveler: Node) -> int | None:
    del traveler
    first = first_admitted(tables, trip)
    return None if first is None else days_between(first, trip["depart"])


def _previous(tables: Tables, trip: Node, traveler: Node) -> tuple[str, str] | None:
    """The stay before this trip; None if there is none, or if nobody said whether there is."""
    del traveler
    before = [stay for stay in tables.stays(trip["traveler"]) if stay[1] <= trip["arrive"] and stay[0] < trip["arrive"]]
    return before[-1] if before else None


def _gap_days(tables: Tables, trip: Node, traveler: Node) -> int | None:
    before = _previous(tables, trip, traveler)
    return None if before is None else ordinal(trip["arrive"]) - ordinal(before[1]) - 1


def _previous_days(tables: Tables, trip: Node, traveler: Node) -> int | None:
    before = _previous(tables, trip, traveler)
    return None if before is None else days_between(*before)


def _us_days_12_months(tables: Tables, trip: Node, traveler: Node) -> int | None:
    """Days of presence in the 12 months that end on the day of departure; known only if earlier stays are stated."""
    if "us_stays" not in traveler:
        return None
    last = ordinal(trip["depart"])
    days: set[int] = set()
    for arrive, depart in tables.stays(trip["traveler"]):
        days.update(range(max(ordinal(arrive), last - 364), min(ordinal(depart), last) + 1))
    return len(days)


def _overlaps(tables: Tables, trip: Node, traveler: Node) -> bool:
    del traveler
    arrive, depart = trip["arrive"], trip["depart"]
    others = [stay for stay in tables.stays(trip["traveler"]) if stay[0] < depart and arrive < stay[1]]
    same = sum(1 for stay in others if stay == (arrive, depart))
    return len(others) > 1 if same else bool(others)


def _months_beyond_stay(tables: Tables, trip: Node, traveler: Node) -> int | None:
    del tables
    expires = step(traveler, ("passport", "expires"))
    if expires is None:
        return None
    end, stay = date.fromisoformat(expires), date.fromisoformat(trip["depart"])
    return (end.year - stay.year) * 12 + end.month - stay.month - (end.day < stay.day)


def _visits(tables: Tables, trip: Node, traveler: Node) -> tuple[tuple[str, str | None], ...] | None:
    """Visits that count: not those on official duty for a country of the program."""
    del tables, trip
    stated = step(traveler, ("declares", "listed_country_visits"))
    if stated is None:
        return None
    return tuple((visit["country"], visit.get("on")) for visit in stated if visit.get("official_duty") is not True)


def _annotation(traveler: Node) -> Any:
    """The annotation of the visa; `none` also where there is no visa that could carry one."""
    return NONE if traveler.get("visa") == NONE else step(traveler, ("visa", "annotation"))


def _annotated(tables: Tables, trip: Node, traveler: Node) -> Truth:
    del tables, trip
    annotation = _annotation(traveler)
    return None if annotation is None else annotation != NONE


def _annotation_differs_in(tables: Tables, trip: Node, traveler: Node) -> tuple[str, ...] | None:
    """Points that the annotation names and the trip does not keep to."""
    annotation = _annotation(traveler)
    if annotation is None:
        return None
    if annotation == NONE:
        return ()
    sites = {activity.get("site") for activity in trip["activities"] if "site" in activity} or {tables.site_of(trip)}
    kept = {
        "employer": annotation.get("employer") == traveler.get("employer"),
        "project": annotation.get("project") == tables.project_of(trip),
        "site": sites == {annotation.get("site")},
        "ends": trip["depart"] <= annotation.get("ends", ""),
    }
    return tuple(point for point, same in kept.items() if point in annotation and not same)


DERIVED: Mapping[str, Callable[[Tables, Node, Node], Any]] = {
    "passport.months_beyond_stay": _months_beyond_stay,
    "traveler.employer_country": lambda tables, trip, traveler: tables.country_of(traveler.get("employer")),
    "traveler.residence": lambda tables, trip, traveler: (
        traveler.get("residence") or tables.country_of(traveler.get("employer"))
    ),
    "traveler.us_pay": lambda tables, trip, traveler: tables.in_us(traveler.get("paid_by")),
    "traveler.us_pays_expenses": lambda tables, trip, traveler: tables.in_us(traveler.get("expenses_paid_by")),
    "traveler.visits": _visits,
    "trip.days": lambda tables, trip, traveler: days_between(trip["arrive"], trip["depart"]),
    "trip.days_since_admission": _days_since_admission,
    "trip.gap_days": _gap_days,
    "trip.overlaps": _overlaps,
    "trip.previous_days": _previous_days,
    "trip.project_known": lambda tables, trip, traveler: True if tables.project_of(trip) is not None else None,
    "trip.us_days_12_months": _us_days_12_months,
    "visa.annotated": _annotated,
    "visa.annotation_differs_in": _annotation_differs_in,
}
"""How each derived fact of a trip is worked out: from the facts of the plan, the trip and its traveler."""


def getter(fact: Fact) -> Callable[[Node, Node], Any]:
    """A function of trip and traveler that looks up a given fact."""
    root, *steps = (fact.given or "trip.").split(".")
    path = tuple(steps)
    freeze = tuple if fact.sort.is_list else None
    chosen = frozenset(fact.values)

    def get(trip: Node, traveler: Node) -> Any:
        value = step(trip if root == "trip" else traveler, path, chosen)
        return freeze(value) if freeze is not None and value is not None else value

    return get


def step(node: Any, path: tuple[str, ...], values: frozenset[str] = frozenset()) -> Any:
    """The value at a path; None if nobody stated it. Below a stated `none` there is `none` or nothing."""
    for key in path:
        if node == NONE:
            return NONE if NONE in values else None
        node = node.get(key)
        if node is None:
            return None
    return node
