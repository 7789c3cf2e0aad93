"""Waivers: recorded, dated, approved acceptances of a doubt, a risk or a policy rule, for what was looked at."""

from collections.abc import Mapping
from enum import StrEnum
from fnmatch import fnmatchcase

from kvcheck.errors import Place
from kvcheck.frozen import FrozenDict, NamedTuple
from kvcheck.language.text import Text
from kvcheck.model.law import Fact

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


Value = str | int | tuple[str, ...]
"""What one fact was when somebody looked: text, a number, yes or no, or several texts in order."""


class Bound(NamedTuple):
    """How far one fact may move without a new approval. What is None or empty sets no bound."""

    anything: bool = False
    at_least: int | None = None
    at_most: int | None = None
    among: tuple[str, ...] = ()

    def allows(self, value: Value | None) -> bool:
        """Whether a value lies within the bound; one that is not known does only where anything does."""
        if self.anything:
            return True
        if isinstance(value, int) and not isinstance(value, bool):
            low, high = self.at_least, self.at_most
            return (low, high) != (None, None) and (low is None or low <= value) and (high is None or value <= high)
        values = value if isinstance(value, tuple) else (value,)
        return bool(self.among) and all(each in self.among for each in values)


class Moved(NamedTuple):
    """A fact that is not what it was when somebody approved, and lies beyond what that approval allows."""

    key: str
    """As `approved` and `bounds` call it: `days`, `activity.mode`."""
    title: Text
    fact: Fact | None
    """The fact of the vocabulary, if it is one."""
    approved: Value | None
    """None where there was nothing."""
    now: Value | None


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
    approved: tuple[Mapping[str, Value], ...] = ()
    """What was looked at: the facts behind each finding that is accepted. Nothing else is."""
    bounds: Mapping[str, Bound] = FrozenDict()
    """How far facts may move on purpose, by their names in `approved`."""
    counsel_file: str | None = None
    """The file of counsel's advice, by its path from the folder of the register; None if it is only referred to."""
    amiss: Text | None = None
    """Why it accepts nothing whatever the plan says: no word of what was approved, or it was changed since."""

    moved_to: str | None = None
    """The plan that is taken for the one that the register names and that is no more: it was renamed or moved."""
    refused: Text | None = None
    """Why it accepts nothing though it is whole: who approved it may not."""

    @property
    def governs(self) -> bool:
        """Whether it can accept anything: it says what was approved, by somebody who may."""
        return self.amiss is None and self.refused is None

    def valid_on(self, day: str) -> bool:
        """Whether it may be relied on, on an ISO day."""
        return self.first <= day <= self.last


class Level(StrEnum):
    """What somebody may approve, by the standing that a company gives them."""

    COUNSEL = "counsel"
    """Everything that may be accepted at all."""
    MANAGER = "manager"
    """What needs no counsel: risks, and the company's own rules."""


class Approver(NamedTuple):
    """Somebody who may approve waivers."""

    level: Level
    rules: tuple[str, ...] = ()
    """Patterns of full names of rules; only those may be approved. Empty for every one that the level allows."""

    def names(self, rule: str) -> bool:
        """Whether a rule is one of those that may be approved, as far as the list goes."""
        return not self.rules or any(fnmatchcase(rule, each) for each in self.rules)


class Approvers(NamedTuple):
    """Who may approve what: the list of a company."""

    people: Mapping[str, Approver]
    needs_counsel: tuple[str, ...] = ()
    """Patterns of rules that need counsel, beside the doubts of the law, which always do."""
    file: str = ""
    """How output calls the file that has the list."""


class WaiverState(StrEnum):
    """How a waiver stands on one day against some plans, from worst to best."""

    LAPSED = "lapsed"
    """Its last day is over: what it covered counts again."""
    MOVED = "moved"
    """Something in its scope is not what was approved: that counts again."""
    UNBOUND = "unbound"
    """It does not say what was approved, or that was changed: it accepts nothing."""
    UNAPPROVED = "unapproved"
    """Who approved it may not: it accepts nothing."""
    NOT_YET = "not_yet_valid"
    OPEN = "open"
    """The rule is an open question here: there is nothing to accept before it is answered."""
    UNUSED = "unused"
    """Nothing that was found is in its scope."""
    ENDING = "ending"
    """In use, and soon to lapse, or lapsing before a trip that relies on it ends."""
    IN_USE = "in_use"
    DONE = "done"
    """It lapsed, and every trip that relied on it ended while it held."""


class WaiverUse(NamedTuple):
    """A waiver as it stood in one run."""

    waiver: Waiver
    state: WaiverState
    days_left: int
    """Days from the day of the run to its last day; negative once it lapsed."""
    trips: tuple[str, ...]
    """Ids of the trips in its scope whose findings it covers, or would cover."""
    moved: tuple[tuple[str, tuple[Moved, ...]], ...] = ()
    """Trips in its scope that it does not cover, by id, each with what is not as approved."""
    relied_on: bool = False
    """Whether it accepts anything that was found."""
