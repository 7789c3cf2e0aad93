"""What `slip` finds, before it is written in any format."""

from collections.abc import Sequence
from enum import StrEnum

from kvcheck.frozen import NamedTuple
from kvcheck.model import Finding, Report, Subject, TripResult, Verdict
from kvcheck.plan.moving import Way


class Source(StrEnum):
    """Where a limit comes from: what a planner would have to change."""

    LAW = "law"
    POLICY = "policy"
    ESTA = "esta"
    VISA = "visa"
    ANNOTATION = "annotation"
    PASSPORT = "passport"
    CONTRACT = "contract"
    FILING = "filing"


class Break(NamedTuple):
    """A limit, ground or question of law with the first slip that breaks it."""

    source: Source
    activity: int
    """The number of the activity from 1; 0 for the trip itself."""
    finding: Finding
    """What is found at that slip."""
    subject: Subject
    """The trip, or its activity, at those days."""
    days: int
    """The first number of days that breaks it."""

    @property
    def left(self) -> int:
        """The most days that do not."""
        return self.days - 1


class Held(NamedTuple):
    """A limit that turns on days and breaks by no slip that was looked at, or of which days are not known."""

    source: Source
    finding: Finding
    known: bool


class Delay(NamedTuple):
    """What a delay of the days asked for does to a trip."""

    days: int
    verdict: Verdict
    new: tuple[Break, ...]
    """What it breaks that holds as planned."""
    drawn: tuple[Finding, ...]
    """What it makes worth a warning: lawful, but it draws attention."""


class Slip(NamedTuple):
    """A trip that slips one way."""

    way: Way
    breaks: tuple[Break, ...]
    """The nearest first, each limit once."""
    held: tuple[Held, ...]
    delay: Delay | None
    """None if no number of days was asked for."""

    @property
    def left(self) -> int | None:
        """The most days after which the verdict is no worse; None if it is no worse for as far as was looked."""
        return self.breaks[0].left if self.breaks else None


class Slipping(NamedTuple):
    """One trip."""

    result: TripResult
    """As planned."""
    standing: tuple[Break, ...]
    """What keeps it from being permitted as planned."""
    slips: tuple[Slip, ...]
    """One for each way that it can slip; none for a trip that is over."""
    over: bool
    """Whether it is over on the day that it is judged on."""
    following: str | None
    """The id of the traveler's next trip, which stays as planned."""
    gap: int | None
    """The days between this trip and that one."""


class Outcome(NamedTuple):
    """All trips of one plan."""

    report: Report
    days: int | None
    """The delay asked for."""
    most: int
    """How many days were looked at."""
    trips: tuple[Slipping, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst that the delay leads to; as planned if none was asked for."""
        return min(self.verdicts, key=lambda verdict: verdict.rank, default=Verdict.PERMITTED)

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdict of each trip by the delay, either way; as planned where it cannot slip."""
        delayed = [[slip.delay.verdict for slip in trip.slips if slip.delay is not None] for trip in self.trips]
        planned = [trip.result.verdict for trip in self.trips]
        return [
            min([*found, one], key=lambda verdict: verdict.rank) for found, one in zip(delayed, planned, strict=True)
        ]
