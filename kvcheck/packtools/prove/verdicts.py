"""What the rules say to open facts, as terms of the solver: a verdict composed as in `engine/judge.py`."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from kvcheck.engine.law import Bound, Epoch
from kvcheck.frozen import NamedTuple
from kvcheck.model import Layer, Rule, RuleKind, Verdict
from kvcheck.model.results import DECIDING
from kvcheck.packtools.prove.situation import Situation, Three
from kvcheck.packtools.prove.solver import YES, Term, every, no, some


class Said(NamedTuple):
    """How bad a verdict is, as terms: each is true where the verdict is so bad or worse."""

    barred: Term
    """Not permitted."""
    open: Term
    """Undetermined or worse."""
    doubtful: Term
    """Needs review or worse."""

    def at_most(self, verdict: Verdict) -> Term:
        """Whether it is no better than that."""
        terms = {
            Verdict.NOT_PERMITTED: self.barred,
            Verdict.UNDETERMINED: self.open,
            Verdict.NEEDS_REVIEW: self.doubtful,
            Verdict.PERMITTED: YES,
        }
        return terms[verdict]

    def better_than(self, other: "Said") -> Term:
        """Whether it is better than another verdict."""
        pairs = zip(self, other, strict=True)
        return some(every((theirs, no(mine))) for mine, theirs in pairs)

    @property
    def settled(self) -> Term:
        """Whether no fact is missing for it."""
        return some((self.barred, no(self.open)))


def worst(said: Iterable[Said]) -> Said:
    """The worst of what is said."""
    found = list(said)
    return Said(*(some(each[part] for each in found) for part in range(3)))


Outcomes = Mapping[RuleKind, Mapping[str, Three]]
"""Rules with when they hold, by kind."""


class Ruled:
    """One state of the law before one set of open facts."""

    def __init__(self, epoch: Epoch, situation: Situation) -> None:
        """Every rule of `epoch`. Untranslatable if one has no terms."""
        self.layer = epoch.layer
        self.rules = {each.rule.name: each.rule for each in epoch.rules}
        self.of_activity: Outcomes = {kind: _outcomes(rules, situation) for kind, rules in epoch.of_activity.items()}
        self.of_trip: Outcomes = {
            kind: _outcomes((*epoch.lasting[kind], *epoch.passing[kind]), situation) for kind in RuleKind
        }

    def without(self, rule: Rule) -> "Ruled":
        """The same law without one of its rules, to see what it does."""
        other = copy(self)
        other.of_activity = _leaving(self.of_activity, rule)
        other.of_trip = _leaving(self.of_trip, rule)
        return other

    def outcome(self, rule: Rule) -> Three:
        """When a rule holds."""
        return {**self.of_activity[rule.kind], **self.of_trip[rule.kind]}[rule.name]

    def forbids(self, rule: Rule) -> Term:
        """When a bar or limit comes out against a trip."""
        return self.outcome(rule).false if rule.kind is RuleKind.LIMIT else self.outcome(rule).true

    @property
    def activity(self) -> Said:
        """What is said of the activity alone."""
        said = [_shared(self.of_activity)]
        if self.layer is Layer.LAW:
            grants = self.of_activity[RuleKind.GRANT].values()
            held, unknown = some(each.true for each in grants), some(each.unknown for each in grants)
            said.append(Said(every((no(held), no(unknown))), no(held), no(held)))
        return worst(said)

    @property
    def against(self) -> Term:
        """Whether a bar or a limit forbids the activity or the trip."""
        return some(_forbidden(each) for each in (self.of_activity, self.of_trip))

    @property
    def whole(self) -> Said:
        """What is said of the activity and of the trip around it."""
        return worst((self.activity, _shared(self.of_trip)))


def _outcomes(rules: Sequence[Bound], situation: Situation) -> dict[str, Three]:
    return {each.rule.name: situation.truth(each.condition) for each in rules}


def _leaving(outcomes: Outcomes, rule: Rule) -> Outcomes:
    kept = {name: each for name, each in outcomes[rule.kind].items() if name != rule.name}
    return {**outcomes, rule.kind: kept}


def _forbidden(outcomes: Outcomes) -> Term:
    bars, limits = outcomes[RuleKind.BAR].values(), outcomes[RuleKind.LIMIT].values()
    return some([*(each.true for each in bars), *(each.false for each in limits)])


def _shared(outcomes: Outcomes) -> Said:
    """What bars, limits and doubts say."""
    bars, limits, doubts = (outcomes[kind].values() for kind in (RuleKind.BAR, RuleKind.LIMIT, RuleKind.DOUBT))
    barred = _forbidden(outcomes)
    doubted = some(each.true for each in doubts)
    waiting = every((no(doubted), some(each.unknown for each in doubts)))  # behind a doubt that holds nothing is asked
    unknown = [*(each.unknown for each in bars), *(each.unknown for each in limits), waiting]
    found = some((barred, *unknown))
    return Said(barred, found, some((found, doubted)))


def composed(ruled: Sequence[Ruled]) -> Said:
    """What a trip comes to: of the layers that decide the worst; packs of one layer beside the law are one.

    A pack that calls itself law and stands beside the law would speak in its place, as in the engine.
    """
    law, *beside = ruled
    law = next((each for each in reversed(beside) if each.layer is Layer.LAW), law)
    return worst([law.whole, *(each.whole for each in beside if each.layer in DECIDING and each is not law)])
