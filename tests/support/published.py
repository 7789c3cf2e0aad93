"""Published scenarios with a known outcome, as plans: what their sources say, and what kvcheck says to them."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kvcheck.engine import check
from kvcheck.model import Verdict
from kvcheck.plan import load
from kvcheck.source import read_file
from kvcheck.telling.sentences import unknowns
from tests.support.plans import AS_OF, ROOT, library

FOLDER = ROOT / "tests" / "published"
INDEX = FOLDER / "index.yaml"

CONDITIONAL = "conditional"
"""The outcome of a source that says: it depends on facts which the scenario does not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A scenario of the index."""

    id: str
    outcome: str
    """What the source says: a verdict but `undetermined`, or `conditional`."""
    use: str
    """`score`: a source without known conflict; `soft`: commentary, conflicting or old sources."""
    asks: frozenset[str]
    """For a conditional outcome: the facts of which one must be asked."""
    kind: str | None = None
    """What the source is: decision, agency, firm, press, forum."""
    language: str = "en"
    """The language of its page."""
    agreed_at_first: bool | None = None
    """Whether the answer agreed before anything was mended for it; None: it was there when the rules were written."""

    @property
    def path(self) -> Path:
        """The plan."""
        return FOLDER / f"{self.id}.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What kvcheck says to a scenario."""

    verdict: Verdict
    asked: Set[str]
    """The facts that open findings wait for."""
    risks: Set[str]
    """The ids of the warnings beside the verdict."""


@cache
def cases() -> tuple[Case, ...]:
    """Every scenario of the index, in its order."""
    return tuple(
        Case(
            id=entry["id"],
            outcome=entry["outcome"],
            use=entry["use"],
            asks=frozenset(entry.get("asks", ())),
            kind=entry["source"].get("kind"),
            language=entry["source"].get("language", "en"),
            agreed_at_first=entry["first_run"]["agreed"] if "first_run" in entry else None,
        )
        for entry in read_file(INDEX, INDEX.name).root["cases"]
    )


@cache
def answer(case: Case) -> Answer:
    """The verdict about a scenario on the day the packs were last read, what is asked, and what is warned of."""
    report = check(load(case.path, case.path.name), library(), as_of=AS_OF)
    rulings = [part.ruling for trip in report.trips for part in trip.law.parts]
    rulings += [part.ruling for trip in report.trips for activity in trip.law.activities for part in activity.parts]
    return Answer(
        verdict=report.verdict,
        asked={name for each in rulings for finding in each.findings for name in unknowns(finding)},
        risks={finding.rule.id for each in rulings for finding in each.risks},
    )


def agrees(case: Case) -> bool:
    """Whether the answer is the outcome of the source.

    A conditional outcome wants the deciding fact asked, or a person. A source that leaves the outcome open is met by
    anything but a permission without a warning.
    """
    given = answer(case)
    if case.outcome == CONDITIONAL:
        asks = given.verdict is Verdict.UNDETERMINED and not case.asks.isdisjoint(given.asked)
        return asks or given.verdict is Verdict.NEEDS_REVIEW
    if case.outcome == Verdict.NEEDS_REVIEW:
        return given.verdict is not Verdict.PERMITTED or bool(given.risks)
    return given.verdict == case.outcome


def wrongly_permitted(case: Case) -> bool:
    """Whether kvcheck permits what the source says is not permitted."""
    return case.outcome == Verdict.NOT_PERMITTED and answer(case).verdict is Verdict.PERMITTED


def first_run() -> dict[str, tuple[int, int]]:
    """By the kind of their source: how many scenarios agreed before anything was mended for them, and of how many."""
    found = [case for case in cases() if case.agreed_at_first is not None]
    kinds = sorted({str(case.kind) for case in found})
    return {
        kind: (
            sum(bool(case.agreed_at_first) for case in found if case.kind == kind),
            sum(case.kind == kind for case in found),
        )
        for kind in kinds
    }
