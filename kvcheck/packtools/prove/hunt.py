"""Looking for a plan that shows a fault: what the solver finds, as near to a good trip as can be, replayed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kvcheck.errors import CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.model import TripResult, Verdict
from kvcheck.packtools.prove.solver import Search, Term, every, no
from kvcheck.packtools.prove.stage import Bar, Open
from kvcheck.packtools.prove.staging import text_of

MILLISECONDS = 20_000
"""How long one question may take."""
ATTEMPTS = 6
"""How many different counterexamples are tried before one is reported that no plan was found for."""


class Shown(NamedTuple):
    """A fault that the solver found in the rules."""

    plan: str
    """A plan that shows it; empty where none was found."""
    verdicts: tuple[Verdict, ...]
    """What the engine says of its trips."""
    facts: tuple[Mapping[str, Any], ...]
    """Of each trip, the facts in which it differs from a good one."""
    known: tuple[Mapping[str, Any], ...]
    """Of each trip, all its facts."""
    admitted: tuple[str, ...]
    """The class of each trip."""
    beside: tuple[str, ...]
    """The packs beside the law by which it is judged."""

    @property
    def is_real(self) -> bool:
        """Whether the engine, asked about a plan, shows it too."""
        return bool(self.plan)


Shows = Callable[[Sequence[TripResult], Sequence[Mapping[str, Any]]], bool]
"""Whether results of the engine, with the facts that they rest on, show a fault."""


def fault(
    bar: Bar, trips: Sequence[Open], terms: Sequence[Term], shows: Shows, beside: Sequence[str] = ()
) -> Shown | None:
    """A fault in which the terms hold; None if there is none in any plan. GaveUp where the solver cannot tell."""
    search = Search([*terms, *(term for each in trips for term in each.terms())], MILLISECONDS)
    first: Shown | None = None
    for _ in range(ATTEMPTS):
        if search.found() is None:
            return first
        wanted = _near(bar, search, trips)
        found, missed = _replayed(bar, trips, wanted, shows, beside)
        if found.is_real:
            return found
        first = first or found
        search.add(no(every(each.facts.equals(name, facts.get(name)) for each, facts, names in
                            zip(trips, wanted, missed, strict=True) for name in names)))  # fmt: skip
    return first


def _near(bar: Bar, search: Search, trips: Sequence[Open]) -> list[dict[str, Any]]:
    """Facts of each trip in which the terms hold, each fact that of a good trip if it can be."""
    wishes = [
        each.facts.equals(name, good.get(name))
        for each in trips
        for good in [bar.good(each.admitted, each.days.first)]
        for name in each.facts.read
    ]
    found = search.nearest(wishes)
    return [each.facts.facts_of(found) for each in trips]


def _replayed(
    bar: Bar, trips: Sequence[Open], wanted: Sequence[Mapping[str, Any]], shows: Shows, beside: Sequence[str]
) -> tuple[Shown, list[list[str]]]:
    """The fault put before the engine as a plan; beside it the facts that the plan could not be given, trip by trip."""
    goods = [bar.good(each.admitted, each.days.first) for each in trips]
    full = [good | {name: facts.get(name) for name in each.facts.read}
            for each, good, facts in zip(trips, goods, wanted, strict=True)]  # fmt: skip
    differing = tuple(
        {name: value for name, value in facts.items() if value != good.get(name) and name in each.facts.read}
        for each, good, facts in zip(trips, goods, full, strict=True)
    )
    text = text_of([bar.plan(facts, f"-{number}" if len(trips) > 1 else "") for number, facts in enumerate(full, 1)])
    nothing = Shown("", (), differing, tuple(full), tuple(each.admitted for each in trips), tuple(beside))
    try:
        results = _in_order(bar.judged(text, list(beside)).trips)
    except CannotCheck:  # facts that no plan can have together
        return nothing, [list(each) for each in differing]
    actual = [bar.facts(each) for each in results]
    if shows(results, actual):
        return nothing._replace(plan=text, verdicts=tuple(each.verdict for each in results)), []
    missed = [[name for name in each.facts.read if facts.get(name) != was.get(name)]
              for each, facts, was in zip(trips, wanted, actual, strict=True)]  # fmt: skip
    return nothing, missed if any(missed) else [list(each) for each in differing]


def _in_order(results: Sequence[TripResult]) -> list[TripResult]:
    return sorted(results, key=lambda each: each.id)
