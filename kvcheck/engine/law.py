"""The law of one class over time: which rules and which numbers are law on which days."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from kvcheck.conditions import Comparison, Compiled, Condition, FactSort, bind, comparisons, compile_condition, reads
from kvcheck.frozen import NamedTuple, twin
from kvcheck.model import Layer, Pack, Rule, RuleKind, Ruling, has_ended
from kvcheck.model.entities import Trip
from kvcheck.packs import Library

LENGTH = "activity.days"
"""The fact that says how many days an activity lasts."""
_OF_PASSING = (FactSort.DATE, FactSort.NUMBER)
"""The sorts of facts that differ from trip to trip."""


class Bound(NamedTuple):
    """A rule with the parameters of its days in it."""

    rule: Rule
    condition: Condition
    holds: Compiled
    asks: tuple[str, ...]


class Binder:
    """Puts the parameters of days into rules: once for each rule and its values, however many plans are judged."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[Rule, frozenset[str]]] = {}
        self._made: dict[tuple[int, ...], tuple[Bound, tuple[Any, ...]]] = {}

    @classmethod
    def of(cls, library: Library) -> "Binder":
        """The one of a library; it lasts as long."""
        binder: Binder = library.made.setdefault(cls.__name__, cls())
        return binder

    def reads(self, rule: Rule) -> frozenset[str]:
        """The names of all facts and parameters that a rule may look at."""
        if id(rule) not in self._asked:
            self._asked[id(rule)] = rule, reads(rule.condition)  # what is kept keeps its number
        return self._asked[id(rule)][1]

    def bound(self, rule: Rule, values: Mapping[str, Any]) -> Bound:
        """A rule with the values of its parameters, compiled, and the facts that it still asks for."""
        used = tuple(values[name] for name in sorted(self.reads(rule) & values.keys()))
        key = (id(rule), *map(id, used))
        if key not in self._made:
            condition = bind(rule.condition, values) if used else rule.condition
            asks = tuple(sorted(self.reads(rule) - values.keys()))
            self._made[key] = Bound(rule, condition, compile_condition(condition), asks), used
        return self._made[key][0]


class Dated:
    """A comparison that reads the days of a trip, with the parameters of its days in it."""

    def __init__(self, leaf: Comparison, sort: FactSort, test: Compiled, names: tuple[str, ...]) -> None:
        self.leaf = leaf
        self.sort = sort
        """That of the fact compared."""
        self.test = test
        self.names = names
        """The facts of the trip that it reads."""


class Epoch:
    """A run of days over which the rules and parameters of one class do not change."""

    def __init__(
        self,
        rules: Iterable[Rule],
        values: Mapping[str, Any],
        first: str,
        otherwise: Rule | None = None,
        passing: frozenset[str] = frozenset(),
        layer: Layer = Layer.LAW,
        binder: Binder | None = None,
    ) -> None:
        """The law from the day `first` on, with the values that parameters have then.

        `passing` are the facts that differ from trip to trip, such as days and counts of days.
        """
        self.layer = layer
        binder = binder or Binder()
        bound = [binder.bound(rule, values) for rule in rules]
        in_force = [each for each in bound if each.rule.in_force(first)]
        self.of_activity = _by_kind(each for each in in_force if each.rule.of_activity)
        """Rules about one activity, by kind."""
        of_trip = [each for each in in_force if not each.rule.of_activity]
        self.lasting = _by_kind(each for each in of_trip if passing.isdisjoint(each.asks))
        """Rules about the whole trip that read no passing fact, by kind: trips with equal facts share what they say."""
        self.passing = _by_kind(each for each in of_trip if not passing.isdisjoint(each.asks))
        """The other rules about the whole trip, by kind."""
        self.said: dict[tuple[Any, ...], Any] = {}
        """What the lasting rules said, by the facts they read."""
        self.other_days = tuple(
            each for each in bound if each.rule.kind is RuleKind.GRANT and not each.rule.in_force(first)
        )
        """Grants that are law on other days only."""
        self.otherwise = binder.bound(otherwise, {}) if otherwise is not None else None
        """What is said of an activity that no ground covers."""

    @cached_property
    def rules(self) -> tuple[Bound, ...]:
        """Every rule in force."""
        groups = (self.of_activity, self.lasting, self.passing)
        return tuple(each for rules in groups for bound in rules.values() for each in bound)

    @cached_property
    def by_name(self) -> Mapping[str, Bound]:
        """Every rule that is asked, grants of other days included, by full name."""
        return {each.rule.name: each for each in (*self.rules, *self.other_days)}

    def but(self, instead: Mapping[str, Bound]) -> "Epoch":
        """The same law with other conditions in place of those of some rules, by full name; they ask nothing new."""
        other = twin(self)
        for kept in ("rules", "by_name"):
            vars(other).pop(kept, None)

        def replaced(rules: Iterable[Bound]) -> tuple[Bound, ...]:
            return tuple(instead.get(each.rule.name, each) for each in rules)

        other.of_activity = {kind: replaced(rules) for kind, rules in self.of_activity.items()}
        other.lasting = {kind: replaced(rules) for kind, rules in self.lasting.items()}
        other.passing = {kind: replaced(rules) for kind, rules in self.passing.items()}
        other.other_days = replaced(self.other_days)
        other.said = {}
        return other

    @cached_property
    def trip_facts(self) -> tuple[str, ...]:
        """Facts that rules about the trip read."""
        return tuple(sorted({*self.lasting_facts, *_asked(self.passing)}))

    @cached_property
    def trip_columns(self) -> Mapping[str, int]:
        """The number of each of them."""
        return {name: number for number, name in enumerate(self.trip_facts)}

    @cached_property
    def lasting_facts(self) -> tuple[str, ...]:
        """Facts that the lasting rules read."""
        return tuple(sorted(_asked(self.lasting)))

    @cached_property
    def activity_facts(self) -> tuple[str, ...]:
        """Facts that rules about an activity read."""
        return tuple(sorted(_asked(self.of_activity) | {name for each in self.other_days for name in each.asks}))


def _asked(rules: Mapping[RuleKind, tuple[Bound, ...]]) -> set[str]:
    """The facts that any of these rules reads."""
    return {name for bound in rules.values() for each in bound for name in each.asks}


def _by_kind(rules: Iterable[Bound]) -> dict[RuleKind, tuple[Bound, ...]]:
    """Rules by kind, each kind there, in the order of the packs."""
    listed = list(rules)
    return {kind: tuple(each for each in listed if each.rule.kind is kind) for kind in RuleKind}


class Law:
    """What some packs say as known on one day, such as those of one class: their rules, and the days they change."""

    def __init__(self, library: Library, packs: Sequence[Pack], as_of: str) -> None:
        """The rules of `packs` that were announced on or before the day `as_of`; the last pack names the layer."""
        self.packs = tuple(packs)
        self.layer = self.packs[-1].layer
        self._as_of = as_of
        self._facts = library.facts
        self._passing = frozenset(name for name, fact in self._facts.items() if fact.sort in _OF_PASSING)
        self._rules = [rule for each in self.packs for rule in each.rules if rule.announced <= as_of]
        self._otherwise = next((each.otherwise for each in self.packs if each.otherwise is not None), None)
        self._parameters = library.parameters
        self._binder = Binder.of(library)
        self._numbers = frozenset[str]().union(*map(self._binder.reads, self._rules)) & self._parameters.keys()
        """The parameters that the rules read."""
        self.changes = sorted(self._starts())
        """The days from which something differs from the day before, ISO."""
        self.timed = self._tests_of_length()
        """What rules ask of how many days an activity lasts, compiled, with each value that their numbers have."""
        self._epochs: dict[int, Epoch] = {}
        self._shared: dict[int, tuple[str, ...]] = {}
        self._dated: dict[int, dict[Comparison, Dated]] = {}
        self.rulings: dict[tuple[Any, ...], Ruling] = {}
        """Rulings already made, by everything they depend on."""

    def anew(self) -> "Law":
        """The same law for another plan: what it says is shared, its rulings are not."""
        other = twin(self)
        other.rulings = {}
        return other

    def _tests_of_length(self) -> tuple[Compiled, ...]:
        asking = [rule for rule in self._rules if LENGTH in self._binder.reads(rule)]
        every = (leaf for rule in asking for leaf in comparisons(rule.condition))
        found = []
        for leaf in dict.fromkeys(each for each in every if LENGTH in reads(each)):
            numbers = [self._parameters[name] for name in reads(leaf) & self._parameters.keys()]
            dated = [{each.name: value.value} for each in numbers for value in each.values]
            found += [compile_condition(bind(leaf, values)) for values in dated or [{}]]
        return tuple(found)

    def stale_for(self, trip: Trip) -> bool:
        """Whether nobody read the law lately enough for a trip: by today, or of one that ended when it began.

        What was lawful by law that had been read does not become doubtful because nobody reads it any more.
        """
        day = trip["arrive"] if has_ended(trip, self._as_of) else self._as_of
        return any(is_stale(each, day) for each in self.packs)

    def _starts(self) -> set[str]:
        """Every day from which some rule or parameter differs from the day before."""
        days = {rule.first_day for rule in self._rules if rule.first_day}
        days |= {_next_day(rule.last_day) for rule in self._rules if rule.last_day < "9999"}
        for name in self._numbers:
            days |= {each.first for each in self._parameters[name].values}
        return days

    def epoch(self, number: int) -> Epoch:
        """The law between two changes."""
        if number not in self._epochs:
            first = self._first_of(number)
            values = self.values(number)
            self._epochs[number] = Epoch(
                self._rules, values, first, self._otherwise, self._passing, self.layer, self._binder
            )
        return self._epochs[number]

    def epoch_of(self, day: str) -> int:
        """The number of the epoch that a day lies in."""
        return bisect_right(self.changes, day)

    def values(self, number: int) -> Mapping[str, Any]:
        """What the parameters that the rules read are between two changes."""
        first = self._first_of(number)
        return {name: self._parameters[name].on(first, self._as_of) for name in self._numbers}

    def _first_of(self, number: int) -> str:
        return self.changes[number - 1] if number else "0001-01-01"

    def trip_facts_of_activities(self, number: int) -> tuple[str, ...]:
        """Facts of the trip that rules about an activity read, between two changes."""
        if number not in self._shared:
            names = self.epoch(number).activity_facts
            self._shared[number] = tuple(name for name in names if not self._facts[name].of_activity)
        return self._shared[number]

    def dated(self, number: int, dated: frozenset[str]) -> Mapping[Comparison, Dated]:
        """The comparisons of an epoch that read one of the facts `dated`, each once."""
        if number not in self._dated:
            epoch = self.epoch(number)
            every = (leaf for bound in (*epoch.rules, *epoch.other_days) for leaf in comparisons(bound.condition))
            leaves = [leaf for leaf in dict.fromkeys(every) if reads(leaf) & dated]
            self._dated[number] = {leaf: self._dated_of(leaf) for leaf in leaves}
        return self._dated[number]

    def _dated_of(self, leaf: Comparison) -> Dated:
        """A comparison that reads the days of a trip, compiled."""
        names = [name for name in reads(leaf) if name in self._facts and not self._facts[name].of_activity]
        return Dated(leaf, self._facts[leaf.fact].sort, compile_condition(leaf), tuple(sorted(names)))

    def spans(self, first: str, last: str) -> list[tuple[str, str, int]]:
        """The days from `first` to `last`, both inclusive, cut where the law changes, with the epoch of each run."""
        start, end = bisect_right(self.changes, first), bisect_right(self.changes, last)
        if start == end:
            return [(first, last, start)]
        cuts = [first, *self.changes[start:end]]
        ends = [_day_before(cut) for cut in cuts[1:]] + [last]
        return [(cut, stop, start + index) for index, (cut, stop) in enumerate(zip(cuts, ends, strict=True))]


def _next_day(day: str) -> str:
    """The day after an ISO day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    """The day before an ISO day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def is_stale(pack: Pack, day: str) -> bool:
    """Whether the pack should have been read again before `day`."""
    return day > pack.review_by
