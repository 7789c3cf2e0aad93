"""What a log of work says, and what is found against the plan."""

from enum import StrEnum

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Finding, Report, Verdict, worst


class Entry(NamedTuple):
    """One line of a log: one person, one day, one task."""

    place: Text
    """Where it stands; the line itself is not repeated, for it may name a person."""
    day: str
    traveler: str | None
    """The id of the plan; None if the plan has nobody of that name."""
    kind: str | None
    """None if the log says none."""
    mode: str | None = None
    equipment: str | None = None
    site: str | None = None
    description: str | None = None
    tools: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Fields whose cell was not understood, by their names."""


class Kind(StrEnum):
    """How what was done departs from what was approved."""

    PERSON = "person"
    """Nobody of the plan."""
    OUTSIDE = "outside"
    """On a day on which no trip of the traveler is planned."""
    LONGER = "longer"
    """After the departure that was approved."""
    TASK = "task"
    ROLE = "role"
    EQUIPMENT = "equipment"
    SITE = "site"
    DAY = "day"
    """An approved task, on a day for which it was not approved."""
    TOOL = "tool"
    """A tool that speaks of other work."""
    TOOL_UNKNOWN = "tool-unknown"
    """A tool of which it is not known what it is for."""
    UNREAD = "unread"
    """A cell that was not understood."""


class Drift(NamedTuple):
    """What one line of the log has against it."""

    entry: Entry
    trip: str | None
    kinds: tuple[Kind, ...]
    """Empty for what was done as approved."""
    verdict: Verdict
    """That of the engine about what was done; what was not approved is at best for review."""
    findings: tuple[Finding, ...]
    """What the engine finds against it."""
    planned: Verdict = Verdict.UNDETERMINED
    """That of the trip as planned."""
    task: Text | None = None
    """What the kind of work of the line is called, if it is known."""
    role: Text | None = None
    """What its role is called, if it names one."""
    points: tuple[Text, ...] = ()
    """Families of work that the words of a line point to which names no task."""


class Result(NamedTuple):
    """A log against one plan."""

    report: Report
    log: str
    """The name of the file."""
    drifts: tuple[Drift, ...]
    """Every line, by day."""
    notes: tuple[Text, ...]
    """What was not read in the file."""
    unread: bool
    """Whether a column of the log was neither read nor left out on purpose."""

    @property
    def verdict(self) -> Verdict:
        """The worst of all lines; a log that was not wholly read is for review."""
        found = [each.verdict for each in self.drifts]
        return worst([*found, Verdict.NEEDS_REVIEW] if self.unread else found)
