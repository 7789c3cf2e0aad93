"""What a property is held against: the law of a class over some days, and the engine that replays what is found."""

from collections.abc import Iterator, Sequence
from typing import Any

from kvcheck.engine import Law, check
from kvcheck.engine.law import Epoch
from kvcheck.facts import Facts
from kvcheck.facts.descriptions import WordReader
from kvcheck.frozen import NamedTuple
from kvcheck.model import UNKNOWN, Report, TripResult, last_day
from kvcheck.packs import Library
from kvcheck.packtools.prove.situation import Situation, Untranslatable, Words
from kvcheck.packtools.prove.solver import YES, Term, every, if_then, no, some
from kvcheck.packtools.prove.staging import Tree, good, staged, text_of
from kvcheck.packtools.prove.verdicts import Ruled, Said, composed
from kvcheck.packtools.prove.world import holding
from kvcheck.plan import assemble
from kvcheck.source import read_text

FAR = "2099-12-31"
"""What is proved holds for days up to this one."""


class Days(NamedTuple):
    """A run of days over which the law of a class, and of the packs beside it, does not change."""

    first: str
    last: str
    epochs: tuple[Epoch, ...]
    """That of the law, then that of each pack beside it."""


class Bar:
    """The rules as they are known on one day, for trips from that day on, and the engine that judges by them."""

    def __init__(self, library: Library, as_of: str) -> None:
        """Of `library`, for trips on or after the day `as_of`."""
        self.library = library
        self.as_of = as_of
        self.words = Words()
        self._reader = WordReader(library.catalogue, lambda: library.words)
        self._good: dict[tuple[str, str], dict[str, Any]] = {}
        self._days: dict[tuple[str, tuple[str, ...]], tuple[Days, ...]] = {}

    def days(self, admitted: str, beside: tuple[str, ...] = ()) -> tuple[Days, ...]:
        """The runs of days of the law of a class, with the packs beside it that are about the class."""
        packs = [pack for pack in map(self.library.pack, beside) if not pack.applies_to or admitted in pack.applies_to]
        key = admitted, tuple(pack.name for pack in packs)
        if key not in self._days:
            laws = [Law(self.library, self.library.chain_of(admitted), self.as_of)]
            laws += [Law(self.library, [pack], self.as_of) for pack in packs]
            self._days[key] = tuple(_runs(laws, self.as_of))
        return self._days[key]

    def open(self, mark: str, admitted: str, days: Days) -> "Open":
        """A trip in a class that reaches into these days, nothing else being known of it."""
        return Open(self, mark, admitted, days)

    def plan(self, facts: dict[str, Any], mark: str = "") -> Tree:
        """A plan in which these facts hold, as far as that can be written."""
        return staged(self.library, self._reader.read, facts, mark)

    def judged(self, text: str, policies: Sequence[str] = ()) -> Report:
        """The report about the text of a plan. CannotCheck if it is none."""
        plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
        return check(plan, self.library, as_of=self.as_of, policies=policies)

    def facts(self, result: TripResult) -> dict[str, Any]:
        """The facts of a trip and of its first activity, as the engine works them out."""
        plan, trip = result.subject.plan, result.subject.trip
        activity = trip["activities"][0]
        known = self.library.facts
        facts = Facts(plan, known, self.library.catalogue, self._reader.read,
                      numbers=lambda name, day: self.library.number(name, day, self.as_of))  # fmt: skip
        names = tuple(name for name, fact in known.items() if not (fact.of_activity or fact.of_crew))
        days = activity.get("from", trip["arrive"]), activity.get("to", last_day(trip))
        inputs = facts.inputs(trip, activity, *days)
        return dict(zip(names, facts.of_trip(trip, names), strict=True)) | facts.of_activity(inputs)

    def good(self, admitted: str, day: str) -> dict[str, Any]:
        """The facts of a trip in a class that begins on a day, against which as little as possible stands."""
        key = admitted, day
        if key not in self._good:
            wanted = good(self.library, admitted, day)
            self._good[key] = self.facts(self.judged(text_of([self.plan(wanted)])).trips[0])
        return self._good[key]


class Open:
    """A trip of which only the class is known, and that its days reach into a run of days; and what is said of it."""

    def __init__(self, bar: Bar, mark: str, admitted: str, days: Days) -> None:
        """`mark` tells the terms of several such trips apart. Untranslatable if a rule has no terms."""
        self.mark = mark
        self.admitted = admitted
        self.days = days
        self.facts = Situation(bar.library, bar.words, mark)
        self.layers = tuple(Ruled(epoch, self.facts) for epoch in days.epochs)

    @property
    def law(self) -> Ruled:
        """What the law says."""
        return self.layers[0]

    def said(self, *, of_activity: bool = False) -> Said:
        """What all layers together come to; `of_activity`: what the law says of the activity alone."""
        return self.law.activity if of_activity else composed(self.layers)

    def forbidden_by(self, rule: str) -> Term:
        """Whether the bar or limit of that id forbids it; true where none is given. Untranslatable if there is none."""
        if not rule:
            return YES
        found = [each.forbids(own) for each in self.layers for own in each.rules.values() if own.id == rule]
        if not found:
            raise Untranslatable(rule)
        return some(found)

    def terms(self) -> list[Term]:
        """What holds of its facts in any plan. To be asked last, when all facts that matter were looked at."""
        arrive, depart = self.facts.value("trip.arrive"), self.facts.value("trip.depart")
        first, last = self.facts.amount(self.days.first), self.facts.amount(self.days.last)
        reaches = every((arrive <= last, if_then(self.facts.known("trip.depart"), depart >= first)))
        chosen = self.facts.known("trip.class")  # `class: unknown` leaves it open
        admitted = no(chosen) if self.admitted == UNKNOWN else self.facts.is_("trip.class", self.admitted)
        return [admitted, reaches, *holding(self.facts).values(), *self.facts.bounds]


def _runs(laws: Sequence[Law], first: str) -> Iterator[Days]:
    """Runs of days in which none of the laws changes."""
    spans = [law.spans(first, FAR) for law in laws]
    for start in sorted({start for each in spans for start, _, _ in each}):
        current = [next(one for one in reversed(each) if one[0] <= start) for each in spans]
        last = min(stop for _, stop, _ in current)
        epochs = tuple(law.epoch(number) for law, (_, _, number) in zip(laws, current, strict=True))
        yield Days(start, last, epochs)
