"""Waivers: recorded, dated, approved acceptances of a doubt, a risk or a policy rule."""

from enum import StrEnum
from typing import NamedTuple

from kvcheck.errors import Place

ENDING_DAYS = 30
"""From so many days before its last on, a report says that a waiver is about to lapse."""


class Scope(NamedTuple):
    """What a waiver is about. Everything named has to match; what is None matches all."""

    traveler: str | None = None
    trip: str | None = None
    activity: str | None = None
    """A kind of the catalogue."""
    site: str | None = None
    plan: str | None = None
    """A plan as output names it, where several have a trip of that id."""


class Waiver(NamedTuple):
    """One entry of `waivers.yaml`."""

    id: str
    rule: str
    """Full name of the rule that is accepted."""
    scope: Scope
    reason: str
    author: str
    approver: str
    """Never the author."""
    counsel: str
    """Reference of counsel's advice."""
    first: str
    """First day on which it may be relied on, inclusive."""
    last: str
    """Last day on which it may be relied on, inclusive."""
    digest: str
    """SHA-256 of all that its file says of it."""
    place: Place

    def valid_on(self, day: str) -> bool:
        """Whether it may be relied on, on an ISO day."""
        return self.first <= day <= self.last


class WaiverState(StrEnum):
    """How a waiver stands on one day against some plans, from worst to best."""

    LAPSED = "lapsed"
    """Its last day is over: what it covered counts again."""
    NOT_YET = "not_yet_valid"
    OPEN = "open"
    """The rule is an open question here: there is nothing to accept before it is answered."""
    UNUSED = "unused"
    """Nothing that was found is in its scope."""
    ENDING = "ending"
    """In use, and soon to lapse, or lapsing before a trip that relies on it ends."""
    IN_USE = "in_use"


class WaiverUse(NamedTuple):
    """A waiver as it stood in one run."""

    waiver: Waiver
    state: WaiverState
    days_left: int
    """Days from the day of the run to its last day; negative once it lapsed."""
    trips: tuple[str, ...]
    """Ids of the trips in its scope whose findings it covers, or would cover."""
