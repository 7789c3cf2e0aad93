"""The things kvcheck is about, as frozen values: rules and their vocabulary, plans, verdicts, the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kvcheck.conditions import Comparison, Condition, FactSort
from kvcheck.errors import Place, Text
from kvcheck.source import Document, Node
from kvcheck.truth import Truth

# Law as data ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One named, typed value that rules may ask about."""

    name: str
    of_activity: bool
    """Whether it may differ between the activities of one trip."""
    sort: FactSort
    values: Mapping[str, Text]
    """For choices: the values it may have, with their names."""
    unit: Text | None
    given: str | None
    """The place of the plan that states it, such as `traveler.esta.status`; None if it is derived."""
    uses: tuple[str, ...]
    """The places of the plan from which it is derived."""
    counted_from: str | None
    """For day counts: the place of the plan with day 1."""
    title: Text
    ask: Text
    answered_by: str
    can_change: bool
    """Whether planning differently can change it."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A group of kinds that the law treats alike."""

    name: str
    title: Text
    about: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityKind:
    """A kind of the catalogue of activities."""

    name: str
    family: str
    title: Text
    duties: frozenset[str]
    """The duties of a contract that cover it; one of them is enough."""
    words: tuple[str, ...]
    about: Text
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The catalogue of activities and the words that tell them."""

    families: Mapping[str, Family]
    kinds: Mapping[str, ActivityKind]
    harmless: tuple[str, ...]
    """Phrases that contain a telltale word but tell nothing, such as `welding machine`."""
    vague: tuple[str, ...]
    """Words that say too little to be judged, such as `support`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A provision, manual section, decision or notice."""

    name: str
    cite: str
    title: Text
    tier: int
    """1 statute, 2 regulation, 3 decision, 4 agency guidance, 5 practice, 6 press."""
    link: str
    dated: str | None
    read: str | None
    """The day somebody last read it; None if nobody did."""
    extent: str
    """How much of it was read: whole, part, secondary, unread."""
    note: Text | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number or list of the law, with the days from which each value holds."""

    name: str
    title: Text
    unit: Text | None
    law: tuple[str, ...]
    confidence: str
    values: tuple[tuple[str, Any], ...]
    """(first day in force, value), earliest first."""
    note: Text | None
    place: Place

    def on(self, day: str) -> Any:
        """The value in force on `day`, or None before the first."""
        current = None
        for start, value in self.values:
            if start <= day:
                current = value
        return current


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """What a traveler carries or a company keeps that proves a fact."""

    name: str
    title: Text
    shows: Text
    issued_by: str
    language: Text
    when: tuple[str, ...]
    """Any of visa, entry, site, company."""
    lead_days: int | None
    """Days before departure by which it should be in hand: a planning figure; None if it comes after departure."""
    law: tuple[str, ...]
    confidence: str
    note: Text | None
    place: Place


class RuleKind(StrEnum):
    """What a rule does when it holds."""

    GRANT = "grant"
    BAR = "bar"
    LIMIT = "limit"
    DOUBT = "doubt"
    RISK = "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a pack."""

    id: str
    pack: str
    kind: RuleKind
    of_activity: bool
    """Whether it is about one activity, otherwise about the whole trip."""
    title: Text
    condition: Condition
    """For a limit: that it is met, or does not apply. Otherwise: that it holds."""
    first_day: str
    """First day of law, inclusive; empty if always."""
    last_day: str
    """Last day of law, inclusive; `9999-12-31` if open."""
    announced: str
    """The day it became known; empty if always known."""
    proof: tuple[str, ...]
    instead: Text | None
    law: tuple[str, ...]
    confidence: str
    note: Text | None
    place: Place

    @property
    def name(self) -> str:
        """The full name, unique over all packs."""
        return f"{self.pack}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The rules of one class, or of a scope that classes share."""

    name: str
    admits: str | None
    """The class it is for; None for a scope that only other packs extend."""
    title: Text
    extends: tuple[str, ...]
    reviewed: str
    review_by: str
    rules: tuple[Rule, ...]
    digest: str
    """SHA-256 of its text, in hexadecimal."""
    document: Document


# Plans ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan whose references all resolve. Entities keep the shape and the places of the user's text."""

    name: str
    documents: tuple[Document, ...]
    project: Node | None
    sites: Mapping[str, Node]
    companies: Mapping[str, Node]
    equipment: Mapping[str, Node]
    contracts: Mapping[str, Node]
    travelers: Mapping[str, Node]
    trips: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about: a trip of a plan, or one activity of it."""

    plan: Plan
    trip: Node
    activity: Node | None = None

    @property
    def traveler(self) -> Node:
        """The traveler of the trip."""
        return self.plan.travelers[self.trip["traveler"]]

    @property
    def place(self) -> Place:
        """Where the subject stands in the plan."""
        return (self.trip if self.activity is None else self.activity).place


# Results --------------------------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """The answer about an activity or a trip, from worst to best."""

    NOT_PERMITTED = "not_permitted"
    UNDETERMINED = "undetermined"
    NEEDS_REVIEW = "needs_review"
    PERMITTED = "permitted"

    @property
    def rank(self) -> int:
        """0 is worst."""
        return _RANKS[self]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: "list[Verdict]") -> Verdict:
    """The worst of the verdicts; permitted if there are none."""
    return min(verdicts, key=_RANKS.__getitem__, default=Verdict.PERMITTED)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A comparison that stands between the facts and a rule that was wanted."""

    comparison: Comparison
    truth: Truth
    wanted: bool
    """Whether the comparison is wanted true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's outcome, with what it rests on."""

    rule: Rule
    outcome: Truth
    """Whether the rule's condition holds; None is unknown."""
    verdict: Verdict | None
    """The verdict it leads to; None for a risk and for a rule that leads nowhere."""
    grounds: tuple[Comparison, ...] = ()
    """The comparisons that make it so, where the outcome is settled."""
    obstacles: tuple[Obstacle, ...] = ()
    """What would have to change, or to be known, for the outcome that permits."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The values of the facts the rule read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the rules say about one set of facts on days of one state of the law. Shared by all equal subjects."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    """What decides first: the findings that lead to the verdict, then others, then risks."""

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings the verdict rests on."""
        return tuple(finding for finding in self.findings if finding.verdict is self.verdict)

    @property
    def risks(self) -> tuple[Finding, ...]:
        """Lawful, but worth a warning."""
        return tuple(finding for finding in self.findings if finding.rule.kind is RuleKind.RISK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of days over which the law does not change."""

    first: str
    last: str
    ruling: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityResult:
    """The answer about one activity."""

    number: int
    """Its number in the trip, from 1."""
    subject: Subject
    parts: tuple[Part, ...]
    """One, or more where the law changes while it goes on."""
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TripResult:
    """The answer about one trip: the worst of its own rules and of its activities."""

    subject: Subject
    pack: str
    stale: bool
    """Whether the pack, or one it extends, should have been read again: then nothing is simply permitted."""
    parts: tuple[Part, ...]
    """What limits and doubts about the whole trip say."""
    activities: tuple[ActivityResult, ...]
    verdict: Verdict

    @property
    def id(self) -> str:
        """The id of the trip."""
        return str(self.subject.trip["id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PackUsed:
    """A pack the report rests on."""

    name: str
    reviewed: str
    review_by: str
    digest: str
    stale: bool
    """Whether the day the report was made lies after `review_by`."""
    due: bool
    """Whether `review_by` is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer about one plan."""

    plan: Plan
    as_of: str
    """The day whose knowledge of the law was used."""
    backdated: bool
    """Whether that day lies before the day the report was made."""
    packs: tuple[PackUsed, ...]
    trips: tuple[TripResult, ...]
    facts: Mapping[str, Fact]

    @property
    def verdict(self) -> Verdict:
        """The worst of all trips."""
        return worst([trip.verdict for trip in self.trips])
