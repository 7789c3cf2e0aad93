"""A plan with one trip at other days: begun and ended later, or ended later only. Nothing is written."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

from kvcheck.days import ordinal
from kvcheck.model import is_open
from kvcheck.model.entities import Trip
from kvcheck.source.values import Node, relisted, restated, supposed


class Way(StrEnum):
    """How a trip slips."""

    LONGER = "longer"
    """Arrival stays. Departure moves, and with it the end of what ends last on the trip."""
    LATER = "later"
    """Arrival, departure and every day of every activity move."""


def day_after(day: str, days: int) -> str:
    """The ISO day so many days later, or earlier if `days` is negative."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def has_begun(trip: Trip, as_of: str) -> bool:
    """Whether the traveler is in the US already: by the day, or because the plan says how the stay was admitted."""
    return trip["arrive"] <= as_of or "admitted_until" in trip or ("first_admitted" in trip and not _returns(trip))


def may_slip(trip: Trip, way: Way, as_of: str) -> bool:
    """Whether a trip can slip that way: what has begun begins no later, and of an open end nobody knows a later one."""
    if way is Way.LATER:
        return not has_begun(trip, as_of)
    return not is_open(trip)


def slipped(trip: Trip, way: Way, days: int) -> Trip:
    """A trip so many days later."""
    known: dict[str, Any] = {"arrive": day_after(trip["arrive"], days)} if way is Way.LATER else {}
    if not is_open(trip):
        known["depart"] = day_after(trip["depart"], days)
    activities: Any = trip["activities"]
    last = max((each["to"] for each in activities if "to" in each), default=None)
    known["activities"] = relisted(activities, (_slipped(each, way, days, last) for each in activities))
    return cast("Trip", restated(trip, known))


def _slipped(activity: Node, way: Way, days: int, last: str | None) -> Node:
    """An activity of a trip so many days later; `last` is the day on which what ends last on the trip does."""
    known = {}
    if way is Way.LATER and "from" in activity:
        known["from"] = day_after(activity["from"], days)
    if "to" in activity and (way is Way.LATER or activity["to"] == last):
        known["to"] = day_after(activity["to"], days)
    return restated(activity, known) if known else activity


def again(trip: Trip, arrive: str) -> Trip:
    """Another trip like one that is known to end: as long, with the same activities, on a new admission."""
    days = ordinal(arrive) - ordinal(trip["arrive"])
    late = slipped(trip, Way.LATER, days)
    other: Trip = supposed(late, {"id": f"{trip['id']} +"}, trip.document, trip.start)
    other.drop(OF_THE_STAY)
    return other


OF_THE_STAY = ("admitted_until", "extension", "first_admitted", "arrive_from")
"""What a plan says of one stay and not of the next."""


def _returns(trip: Trip) -> bool:
    """Whether a trip follows a side trip: then the day of the first admission is of a stay before it."""
    return "arrive_from" in trip
