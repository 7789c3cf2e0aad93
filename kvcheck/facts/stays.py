"""Stays of a traveler in the US, before the plan and in it: which were visits, which follow one another at a plant."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from kvcheck.days import days_between, ordinal
from kvcheck.errors import Problem, one_of
from kvcheck.language.text import Text
from kvcheck.model import NONE, UNKNOWN, Plan, is_open, last_day
from kvcheck.model.entities import Traveler, Trip
from kvcheck.plan.lookups import Stay, Tables, site_of
from kvcheck.source import problem_at

YEAR = 365
"""The days that `12 months` of presence reach over."""
EARLIER = ("b2", "f1", "h4", "j2", "l1", "l2", "m1", "wb", "wt", "other")
"""Classes of earlier stays that no pack is about."""


def is_waiver(tables: Tables, admitted: str | None, day: str) -> bool:
    """Whether a class is the visa waiver, by the plan's word for it or by those on the I-94."""
    return admitted in (tables.number("waiver_classes", day) or ())


def is_visit(tables: Tables, admitted: str | None, day: str) -> bool:
    """Whether a class is a visitor's. A stay whose class nobody said counts as a visit."""
    return admitted in (None, UNKNOWN) or admitted in (tables.number("visit_classes", day) or ())


def _row(tables: Tables, trip: Trip) -> list[Stay]:
    """The visits to the plant of a trip that follow one another, with the trip among them; none for other classes.

    One follows another that begins within so many days outside the US: a parameter says how many.

    Where an earlier stay was nobody said: it counts.
    """
    gap = tables.number("visits_in_row_gap_days", trip["arrive"])
    if not is_visit(tables, trip["class"], trip["arrive"]) or gap is None:
        return []
    site = site_of(tables.plan, trip)
    row: list[Stay] = []
    left = 0
    for stay in tables.stays(trip["traveler"]):
        if not is_visit(tables, stay.admitted, stay.arrive) or not (
            stay.site is None or site is None or stay.site == site
        ):
            continue
        if row and ordinal(stay.arrive) - left - 1 > gap:
            if any(_is(each, trip) for each in row):
                break
            row, left = [], 0
        row.append(stay)
        left = max(left, ordinal(stay.depart))
    return row


def _is(stay: Stay, trip: Trip) -> bool:
    """Whether a stay is that of this trip."""
    return (stay.arrive, stay.depart) == (trip["arrive"], last_day(trip))


def _present(found: Iterable[Stay], first: int, last: int) -> int:
    """Days of presence from one day to another."""
    counted, until = 0, first - 1
    for arrive, depart in sorted({(stay.arrive, stay.depart) for stay in found}):
        begin, end = max(ordinal(arrive), until + 1), min(ordinal(depart), last)
        if end >= begin:
            counted, until = counted + end - begin + 1, end
    return counted


def _is_known(tables: Tables, trip: Trip) -> bool:
    """Whether the end of every stay before a trip is known; else nobody knows what follows one another, or how long."""
    return not any(stay.is_open and stay.arrive < trip["arrive"] for stay in tables.stays(trip["traveler"]))


def _stays_in_row(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """How many stays follow one another at a plant; a return from a side trip is no new one."""
    del traveler
    if not _is_known(tables, trip):
        return None
    return sum(not stay.returns for stay in _row(tables, trip))


def _days_in_row(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days of presence in the stays of the row, first and last counted, days between stays not."""
    del traveler
    if not _is_known(tables, trip):
        return None
    row = _row(tables, trip)
    return _present(row, ordinal(row[0].arrive), max(ordinal(stay.depart) for stay in row)) if row else 0


def _known_12_months(tables: Tables, trip: Trip, traveler: Traveler) -> int:
    """The most days of presence in 12 months that the plan knows of and that reach into the trip: at least so many."""
    del traveler
    found = tables.stays(trip["traveler"])
    first, last = ordinal(trip["arrive"]), ordinal(last_day(trip))
    ends = {ordinal(stay.depart) for stay in found} | {last}
    windows = [end for end in ends if end >= first and end - YEAR < last]
    return max(_present(found, end - YEAR + 1, end) for end in windows)


def _families(tables: Tables, trip: Trip, traveler: Traveler) -> tuple[str, ...] | None:
    """The families of the activities of a trip; None while a kind is not known."""
    del traveler
    kinds = [str(activity["kind"]) for activity in trip["activities"]]
    if any(kind not in tables.families for kind in kinds):
        return None
    return tuple(sorted({tables.families[kind] for kind in kinds}))


def _previous_waiver_days(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """The length of the stay before this trip; 0 if it was in another class than the waiver."""
    del traveler
    before = [stay for stay in tables.stays(trip["traveler"]) if stay.arrive < trip["arrive"]]
    if not before:
        return None
    last = max(before, key=lambda stay: stay.depart)
    if not _is_known(tables, trip):
        return None
    waived = last.admitted is None or is_waiver(tables, last.admitted, last.arrive)
    return days_between(last.arrive, last.depart) if waived else 0


def _previous_visit_days(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """The length of the stay before this trip; 0 if it was no visit."""
    del traveler
    before = [stay for stay in tables.stays(trip["traveler"]) if stay.arrive < trip["arrive"]]
    if not before:
        return None
    last = max(before, key=lambda stay: stay.depart)
    if not _is_known(tables, trip):
        return None
    return days_between(last.arrive, last.depart) if is_visit(tables, last.admitted, last.arrive) else 0


def _entry_used(tables: Tables, trip: Trip, traveler: Traveler) -> bool:
    """Whether a visa for a single entry was used before this trip. Unless the plan says `single`, it was not."""
    visa = traveler.get("visa")
    if visa is None or visa == NONE or visa.get("entries") != "single" or "arrive_from" in trip:
        return False
    issued = str(visa.get("issued", ""))
    return any(
        issued <= stay.arrive < trip["arrive"]
        and not is_waiver(tables, stay.admitted, stay.arrive)
        and not stay.returns
        for stay in tables.stays(trip["traveler"])
    )


def _days_past_admission(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days of a stay in progress beyond the day admitted until; 0 where the plan states no such day."""
    del tables, traveler
    until = trip.get("admitted_until")
    if until is None:
        return 0
    return None if is_open(trip) else max(0, ordinal(trip["depart"]) - ordinal(until))


def unknown_classes(plan: Plan, classes: Collection[str]) -> Iterator[Problem]:
    """Earlier stays in a class that nobody knows: whether it was a visit decides."""
    for traveler in plan.travelers.values():
        for stay in traveler.get("us_stays", ()):
            if "class" in stay and stay["class"] not in classes:
                message = Text("this is no class of entry that is known", "알려진 체류자격이 아닙니다")
                yield problem_at(stay.document, stay.value_place("class"), message, one_of(classes, stay["class"]))


DERIVED: Mapping[str, Callable[[Tables, Trip, Traveler], Any]] = {
    "trip.days_in_row": _days_in_row,
    "trip.days_past_admission": _days_past_admission,
    "trip.families": _families,
    "trip.previous_visit_days": _previous_visit_days,
    "trip.previous_waiver_days": _previous_waiver_days,
    "trip.stays_in_row": _stays_in_row,
    "trip.unsigned_carrier": lambda tables, trip, traveler: trip.get("carrier") == "other",
    "trip.us_days_12_months_known": _known_12_months,
    "visa.entry_used": _entry_used,
}
"""How each derived fact is worked out: from the tables of the plan, the trip and its traveler."""
