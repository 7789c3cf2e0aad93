"""One trip weighed in every class: what fits, what could, what stands in the way."""

from enum import StrEnum

from kvcheck.frozen import NamedTuple
from kvcheck.model.law import DocumentKind, Fact, Pack, Rule
from kvcheck.model.plan import Plan, Subject
from kvcheck.model.results import Finding, PackUsed, TripResult


class Fit(StrEnum):
    """How a class suits a trip, from best to worst."""

    FITS = "fits"
    """Permitted as planned."""
    WITH_PAPERS = "with_papers"
    """Only papers of the class are missing: a petition, a visa."""
    OPEN = "open"
    """Other facts are missing."""
    REVIEW = "review"
    """The law leaves it open."""
    BLOCKED = "blocked"
    """Not permitted as planned."""
    NEVER = "never"
    """Not for this traveler, whatever is planned."""


class Fee(NamedTuple):
    """A fee of a class."""

    name: str
    """The parameter that holds it."""
    usd: int | float
    since: str
    """The first day of this amount."""


class Weighed(NamedTuple):
    """One class for one trip."""

    pack: Pack
    fit: Fit
    result: TripResult
    blocks: Finding | None
    """The first finding that forbids it."""
    reviews: tuple[Finding, ...]
    """The doubts that a person must settle."""
    papers: tuple[Rule, ...]
    """The rules that wait for papers of the class."""
    documents: tuple[DocumentKind, ...]
    """The documents that prove those rules."""
    asks: tuple[Fact, ...]
    """What else has to be known."""
    fees: tuple[Fee, ...]


class Choice(NamedTuple):
    """Every class for one trip."""

    subject: Subject
    planned: Weighed
    others: tuple[Weighed, ...]
    """The other classes, the most suitable first."""

    @property
    def id(self) -> str:
        """The id of the trip."""
        return str(self.subject.trip["id"])

    @property
    def possible(self) -> tuple[Weighed, ...]:
        """The other classes that fit or could."""
        return tuple(each for each in self.others if each.fit in (Fit.FITS, Fit.WITH_PAPERS, Fit.OPEN, Fit.REVIEW))


class Comparison(NamedTuple):
    """The answer of `kvcheck compare` about one plan."""

    plan: Plan
    as_of: str
    backdated: bool
    """Whether that day lies before the day a pack was last read."""
    packs: tuple[PackUsed, ...]
    choices: tuple[Choice, ...]
    supposed: tuple[str, ...] = ()
    """What was put into the plan for this run only."""
    left_out: int = 0
    """How many classes are not weighed, because trips may not use them here."""
