"""Verdicts, findings, the report: built once, never changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from kvcheck.conditions import Comparison, Condition, ForSome, grounds, leaves, reads, truth
from kvcheck.conditions.truth import Truth
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model.law import Fact, Layer, Origin, Pack, Rule, RuleKind
from kvcheck.model.plan import Plan, Subject
from kvcheck.model.waivers import Waiver


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


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of the verdicts; permitted if there are none."""
    return min(verdicts, key=_RANKS.__getitem__, default=Verdict.PERMITTED)


class Obstacle(NamedTuple):
    """A comparison that stands between the facts and a rule that was wanted."""

    comparison: Comparison
    truth: Truth
    wanted: bool
    """Whether the comparison is wanted true."""


class Finding(NamedTuple):
    """One rule's outcome. Its proof is worked out when somebody asks: most findings are passes that nobody reads."""

    rule: Rule
    condition: Condition
    """The rule's condition with the parameters of the days in question."""
    outcome: Truth
    """Whether the condition holds; None is unknown."""
    verdict: Verdict | None
    """The verdict it leads to; None for a risk and for a rule that leads nowhere."""
    permits: bool
    """The outcome that permits: a grant or a limit has to hold, a bar or a doubt must not."""
    facts: Mapping[str, Any]
    """The facts it was judged by."""
    out_of_force: bool = False
    """Whether the rule holds but is no law on the days in question."""

    @property
    def grounds(self) -> tuple[Comparison, ...]:
        """The comparisons that make it so, where the outcome is settled."""
        return tuple(grounds(self.condition, self.facts))

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What would have to change, or to be known, for the outcome that permits."""
        return self._in_the_way(every=False)

    @property
    def every_obstacle(self) -> tuple[Obstacle, ...]:
        """The obstacles in all ways to the outcome that permits, not only in the nearest."""
        return self._in_the_way(every=True)

    def _in_the_way(self, *, every: bool) -> tuple[Obstacle, ...]:
        condition = self.condition
        if isinstance(condition, ForSome) and self.outcome is False:
            condition = condition.must  # that a limit applies is no obstacle; that it is not met is
        elif isinstance(condition, ForSome) and self.outcome is None and self.applies is None:
            condition = condition.parts[0]  # whether it applies is asked before whether it is met
        return tuple(Obstacle(*leaf) for leaf in leaves(condition, self.facts, wanted=self.permits, every=every))

    @property
    def applies(self) -> Truth:
        """Whether the rule is about this subject: a limit may be for some only."""
        return truth(self.condition.when, self.facts) if isinstance(self.condition, ForSome) else True

    @property
    def instead(self) -> Text | None:
        """What to do about it: about each thing in the way that has advice of its own, else what the rule says."""
        if not self.rule.mends:
            return self.rule.instead
        wanting = self.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        in_the_way = {each.comparison.fact for each in self.obstacles}
        fitting = [
            each.text
            for each in self.rule.mends
            if (not wanting or in_the_way & reads(each.condition)) and truth(each.condition, self.facts) is True
        ]
        return joined(fitting, " ") if fitting else self.rule.instead

    @property
    def warns(self) -> bool:
        """Whether it is a risk that is there: lawful, but worth a warning."""
        return self.rule.kind is RuleKind.RISK and self.outcome is True

    @property
    def for_other_activities(self) -> bool:
        """Whether the rule fails because it is about activities of another kind."""
        return about_other_activities(self.obstacles)


def about_other_activities(obstacles: Iterable[Obstacle]) -> bool:
    """Whether what stands in the way is that the activity is of another kind."""
    return any(
        each.truth is not None and each.comparison.fact in ("activity.kind", "activity.family") for each in obstacles
    )


class Telltale(NamedTuple):
    """One telling word found in a text of the plan."""

    text: str
    """As the user wrote it."""
    start: int
    """0-based offset in the text."""
    family: str | None
    """The family of work it shows; None where it says too little, or could not be read."""
    kind: str | None
    """The kind it shows, if it shows one."""
    field: str
    """The place of the plan where it stands: `activity.description`."""
    lack: str = ""
    """Where it shows no family, why: `vague` says too little, `unread` is in no words that are known, `beside` is said
    of something else than the kind, `own_hands` says that who directs or watches does it himself."""


class Waived(NamedTuple):
    """A finding that a waiver accepts: it decides nothing any more, and is shown."""

    finding: Finding
    waiver: Waiver


class Said(NamedTuple):
    """What the rules say, whatever facts beside those that decide: shared by all rulings that differ in others only."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    """What decides first: the findings that lead to the verdict, then others, then risks."""
    cleared: tuple[Rule, ...]
    """Bars and doubts that were asked and do not hold."""
    behind: tuple[Finding, ...] = ()
    """Doubts that are open behind one that holds: they matter once that one is waived."""
    waived: tuple[Waived, ...] = ()
    """What waivers accept; none of it is among the findings."""


class Ruling(NamedTuple):
    """What the rules say about one set of facts on days of one state of the law. Shared by all equal subjects.

    Of trips that differ in their days alone every rule says the same: they share what is `said`, and a finding with the
    facts of its own trip is made when somebody asks. Who only asks for rules and outcomes finds them in `said`.
    """

    said: Said
    facts: Mapping[str, Any]
    """The facts it was made before, also where nothing was found."""

    @property
    def verdict(self) -> Verdict:
        """The verdict the findings lead to."""
        return self.said.verdict

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What decides first: the findings that lead to the verdict, then others, then risks."""
        return self._own(self.said.findings)

    @property
    def risks(self) -> tuple[Finding, ...]:
        """Lawful, but worth a warning; they are among the findings too."""
        return self._own(tuple([each for each in self.said.findings if each.warns]))

    @property
    def cleared(self) -> tuple[Rule, ...]:
        """Bars and doubts that were asked and do not hold."""
        return self.said.cleared

    @property
    def behind(self) -> tuple[Finding, ...]:
        """Doubts that are open behind one that holds: they matter once that one is waived."""
        return self._own(self.said.behind)

    @property
    def waived(self) -> tuple[Waived, ...]:
        """What waivers accept; none of it is among the findings and risks."""
        return self.said.waived

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings the verdict rests on."""
        return tuple(finding for finding in self.findings if finding.verdict is self.verdict)

    def __eq__(self, other: object) -> bool:
        """Whether the other says the same of the same facts, whichever of them was made first."""
        mine = (self.verdict, self.facts, self.findings, self.cleared, self.behind, self.waived)
        return isinstance(other, Ruling) and mine == (
            other.verdict, other.facts, other.findings, other.cleared, other.behind, other.waived,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.verdict, self.facts, self.cleared))

    def _own(self, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Findings with the facts of this ruling."""
        if not found or found[0].facts is self.facts:
            return found
        return tuple([Finding(*each[:5], self.facts, each.out_of_force) for each in found])


class Part(NamedTuple):
    """A run of days over which the law does not change."""

    first: str
    last: str
    ruling: Ruling


class ActivityResult(NamedTuple):
    """The answer about one activity."""

    number: int
    """Its number in the trip, from 1."""
    subject: Subject
    telltales: tuple[Telltale, ...]
    """Words of the texts that speak of other work than the kind, say too little, or could not be read."""
    parts: tuple[Part, ...]
    """One, or more where the law changes while it goes on."""
    verdict: Verdict


class Judged(NamedTuple):
    """A run of days of a trip, or of one of its activities, with what one layer rules about it."""

    layer: Layer
    part: Part
    subject: Subject
    activity: ActivityResult | None
    """None for what is about the whole trip."""
    verdict: Verdict
    """That of the activity, or of the layer about the trip: what the ruling is part of."""

    @property
    def ruling(self) -> Ruling:
        """What the rules say."""
        return self.part.ruling


class LayerResult(NamedTuple):
    """What the rules of one layer say of a trip: the worst of its own rules and of its activities."""

    layer: Layer
    subject: Subject
    pack: str
    label: str
    """How the class is called in print: B-1."""
    stale: bool
    """Whether the pack, or one it extends, should have been read again: then nothing is simply permitted."""
    parts: tuple[Part, ...]
    """What limits and doubts about the whole trip say."""
    activities: tuple[ActivityResult, ...]
    verdict: Verdict

    @property
    def rulings(self) -> Iterator[Ruling]:
        """Every ruling: those about the trip, then those of each activity, in order of days."""
        for part in self.parts:
            yield part.ruling
        for activity in self.activities:
            for part in activity.parts:
                yield part.ruling

    def judged(self) -> Iterator[Judged]:
        """Every ruling with what it is about: those about the trip, then those of each activity, in order of days."""
        for part in self.parts:
            yield Judged(self.layer, part, self.subject, None, self.verdict)
        for activity in self.activities:
            for part in activity.parts:
                yield Judged(self.layer, part, activity.subject, activity, activity.verdict)


DECIDING = (Layer.LAW, Layer.POLICY)
"""The layers that a verdict follows; side packs only warn."""


class TripResult(NamedTuple):
    """The answer about one trip, layer by layer."""

    subject: Subject
    layers: Mapping[Layer, LayerResult]
    """What each layer says that has a say: the law always, a company's policy, side matters."""

    @property
    def id(self) -> str:
        """The id of the trip."""
        return str(self.subject.trip["id"])

    @property
    def verdict(self) -> Verdict:
        """The worst of what the law says and of what the company's policy says."""
        law, policy = self.layers[Layer.LAW], self.layers.get(Layer.POLICY)
        return law.verdict if policy is None else worst((law.verdict, policy.verdict))

    @property
    def law(self) -> LayerResult:
        """What the law of its class says."""
        return self.layers[Layer.LAW]

    @property
    def policy(self) -> LayerResult | None:
        """What the company's own rules say; None if none apply."""
        return self.layers.get(Layer.POLICY)

    @property
    def side(self) -> LayerResult | None:
        """Warnings beside the scope of the class, such as tax; None unless asked for."""
        return self.layers.get(Layer.SIDE)

    def judged(self, layers: Sequence[Layer] = tuple(Layer)) -> Iterator[Judged]:
        """Every ruling of some layers with what it is about, layer by layer: the one way to walk a result."""
        for layer in layers:
            if layer in self.layers:
                yield from self.layers[layer].judged()


class CrewFinding(NamedTuple):
    """A warning about what several trips make together."""

    finding: Finding
    subjects: tuple[Subject, ...]
    """The activities it is about."""
    waiver: Waiver | None = None
    """What accepts it, if anything does."""


class PackUsed(NamedTuple):
    """A pack the report rests on."""

    pack: Pack
    stale: bool
    """Whether the day of knowledge lies after `review_by`."""
    due: bool
    """Whether `review_by` is near."""
    origin: Origin | None = None
    """Where it comes from, if it is law that stands in the place of that of kvcheck."""


class Report(NamedTuple):
    """The answer about one plan."""

    plan: Plan
    as_of: str
    """The day whose knowledge of the law was used."""
    backdated: bool
    """Whether that day lies before the day a pack was last read: the law was known differently then."""
    packs: tuple[PackUsed, ...]
    trips: tuple[TripResult, ...]
    crew: tuple[CrewFinding, ...]
    facts: Mapping[str, Fact]
    supposed: tuple[str, ...] = ()
    """What was put into the plan for this run only: `companies.hwasung.country = KR`. Every page says so."""

    @property
    def verdict(self) -> Verdict:
        """The worst of all trips."""
        return worst([trip.verdict for trip in self.trips])
