"""What `days` finds, before it is written in any format."""

from collections.abc import Mapping

from kvcheck.advice.slip.value import Slipping
from kvcheck.frozen import NamedTuple
from kvcheck.model import Finding, Report


class Visit(NamedTuple):
    """One stay in the US, of the plan or before it."""

    arrive: str
    depart: str
    """The last day that the plan knows of, where the end is open."""
    is_open: bool
    admitted: str | None
    """The class; None if nobody said."""
    label: str
    """How the class is called in print; empty if nobody said."""
    trip: str | None
    """The trip of the plan that it is; None for an earlier stay."""
    days: int | None
    """Both its first and its last day counted; of a trip whose end is open so far, of an earlier stay unknown then."""


class Count(NamedTuple):
    """A number of days."""

    days: int
    whole: bool
    """Whether all days are known; else it is at least so many."""


class Return(NamedTuple):
    """When another stay like the last one makes sense."""

    day: str | None
    """The first day of arrival on which the engine finds nothing against it that it does not find in the last stay;
    None if there is none as far as was looked."""
    first: str
    """The day after the last departure."""
    against: tuple[Finding, ...]
    """What stands against a return on that day: the gap, the stays in a row, days of the company's own rules."""


class Ledger(NamedTuple):
    """The days of one traveler."""

    traveler: str
    stated: bool
    """Whether the plan states the earlier stays; else every count is at least so many."""
    unsure: bool
    """Whether a history of the traveler has an entry whose other end nobody knows: counts are at least so many then."""
    visits: tuple[Visit, ...]
    """The earliest first."""
    months: Count
    """The most days in any 12 months that reach into a trip of the plan."""
    years: Mapping[int, Count]
    """Days by calendar year."""
    trips: tuple[Slipping, ...]
    """The traveler's trips with the room that their departure has."""
    back: Return | None
    """None while the last departure is not known."""


class Days(NamedTuple):
    """All travelers of one plan."""

    report: Report
    ledgers: tuple[Ledger, ...]
