"""Whether there are facts for which conditions come out in some way: found, or ruled out, by trying what can matter.

Of each fact only those values are tried that the conditions tell apart, and unknown where that is asked for. The truth
of a condition with some facts open is that of three-valued logic: once it is settled, no other fact can change it, and
nothing more is tried.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, count
from typing import Any

from kvcheck.conditions import Comparison, Condition, FactSort, Reference, bind, comparisons, truth
from kvcheck.conditions.truth import Truth
from kvcheck.frozen import NamedTuple
from kvcheck.packs import Library

KIND, FAMILY = "activity.kind", "activity.family"
"""The family of an activity follows from its kind."""
OTHER = "(other)"
"""Stands for any text that the conditions do not name."""
MOST_SETS = 6
"""Of so many values of a list fact every combination is tried; of more only none, each, each two, and all."""

MOST_TRIES = 20_000
"""After so many steps a search is given up."""

Facts = dict[str, Any]


class TooManyFacts(Exception):  # noqa: N818 - named for what it means
    """The conditions read too many facts to try everything that can matter."""


class Space(NamedTuple):
    """The values that are tried of each fact."""

    values: Mapping[str, Sequence[Any]]
    families: Mapping[str, str]
    """The family of each kind; empty where the conditions do not read both."""
    unknown: bool
    """Whether each fact is tried unknown too."""


def latest(condition: Condition, library: Library) -> Condition:
    """The condition with the latest values of the parameters that it refers to."""
    return bind(condition, {name: parameter.values[-1].value for name, parameter in library.parameters.items()})


def holding(conditions: Sequence[Condition], wanted: Sequence[bool], library: Library) -> Facts | None:
    """Facts for which each condition comes out as wanted, all facts being known; None if there are none."""
    want = tuple(wanted)
    return _search(
        conditions,
        _space(conditions, library, unknown=False),
        lambda found: all(value is None or value is each for value, each in zip(found, want, strict=True)),
        lambda found: found == want,
    )


def differing(one: Condition, other: Condition, library: Library) -> Facts | None:
    """Facts for which two conditions come out otherwise, all known if there are such; None if there are none."""
    for unknown in (False, True):  # known facts first: they are found at once, and most conditions differ by them
        found = _search(
            (one, other),
            _space((one, other), library, unknown=unknown),
            lambda found: found[0] is None or found[1] is None or found[0] is not found[1],
            lambda found: found[0] is not found[1],
        )
        if found is not None:
            return found
    return None


def told_apart(condition: Condition, library: Library) -> Mapping[str, Sequence[Any]]:
    """Of each fact that a condition reads, the values that it tells apart."""
    return _space([condition], library, unknown=False).values


def _search(
    conditions: Sequence[Condition],
    space: Space,
    hopeful: Callable[[tuple[Truth, ...]], bool],
    done: Callable[[tuple[Truth, ...]], bool],
) -> Facts | None:
    """Facts for which the conditions are `done`, tried one after another as long as what is settled is `hopeful`.

    After MOST_TRIES it raises TooManyFacts: nothing is proved.
    """
    facts: Facts = {}
    tried: set[str] = set()
    left = count(MOST_TRIES, -1)

    def search() -> bool:
        if next(left) == 0:
            raise TooManyFacts
        found = tuple(truth(each, facts) for each in conditions)
        if not hopeful(found):
            return False
        name = _open(conditions, found, tried)
        if name is None:
            return done(found)
        if None not in found and done(found):
            return True
        also = [FAMILY] if name == KIND and space.families and FAMILY not in tried else []
        tried.update((name, *also))
        for value in [*space.values[name], *([None] if space.unknown else [])]:
            facts[name] = value
            if also:
                facts[FAMILY] = space.families.get(value) if value is not None else None
            if search():
                return True
        for each in (name, *also):
            facts.pop(each, None)
            tried.discard(each)
        return False

    return facts if search() else None


def _open(conditions: Sequence[Condition], found: Sequence[Truth], tried: set[str]) -> str | None:
    """A fact to try next: one not yet tried, of a condition that is not settled; the kind before its family."""
    for condition, value in zip(conditions, found, strict=True):
        if value is None:
            names = [name for each in comparisons(condition) for name in _names(each) if name not in tried]
            if names:
                return KIND if FAMILY in names and KIND in names else names[0]
    return None


def _names(comparison: Comparison) -> Iterator[str]:
    yield comparison.fact
    if isinstance(comparison.operand, Reference):
        yield comparison.operand.name


def _space(conditions: Sequence[Condition], library: Library, *, unknown: bool) -> Space:
    """What is tried of each fact that the conditions read."""
    every = [each for condition in conditions for each in comparisons(condition)]
    alike = _alike(every)
    read = {name for each in every for name in _names(each)}
    families = {name: kind.family for name, kind in library.catalogue.kinds.items()} if {KIND, FAMILY} <= read else {}
    values: dict[str, Sequence[Any]] = {}
    for name in read:
        about = [each for each in every if each.fact in alike[name]]
        values[name] = _values(name, about, library, families, joined=len(alike[name]) > 1)
    return Space(values, families, unknown)


def _alike(every: Iterable[Comparison]) -> dict[str, set[str]]:
    """Facts that are compared with each other, so that what is named for one matters for all."""
    groups: dict[str, set[str]] = {}
    for each in every:
        together = set[str]().union(*(groups.get(name, {name}) for name in _names(each)))
        groups.update(dict.fromkeys(together, together))
    return groups


def _values(
    name: str, about: Sequence[Comparison], library: Library, families: Mapping[str, str], *, joined: bool
) -> Sequence[Any]:
    """The values of a fact that the comparisons about it, and about facts compared with it, tell apart."""
    fact = library.facts.get(name)
    if fact is None:  # a parameter that has no value: nobody can know it
        return (None,)
    named = [value for each in about for value in _operands(each)]
    match fact.sort:
        case FactSort.YES_NO:
            return (True, False)
        case FactSort.NUMBER:
            return sorted(
                {near for each in named or [0] for near in (each - 1, each, each + 1, *((each + 2,) if joined else ()))}
            )
        case FactSort.DATE:
            days = named or ["2026-12-01"]
            return sorted({_shifted(day, by) for day in days for by in (-1, 0, 1, *((2,) if joined else ()))})
        case FactSort.VISITS:
            return _visits(about)
    signs = _told_apart(about, [*named, *(fact.values or (OTHER, OTHER + "2"))], families if name == KIND else {})
    return _sets(signs) if fact.sort.is_list else signs


def _operands(comparison: Comparison) -> list[Any]:
    operand = comparison.operand
    if isinstance(operand, Reference):
        return []
    return sorted(operand) if isinstance(operand, frozenset) else [operand]


def _told_apart(about: Sequence[Comparison], values: Sequence[Any], families: Mapping[str, str]) -> list[Any]:
    """One value of each group that no comparison, and no family, tells apart."""
    groups: dict[tuple[object, ...], Any] = {}
    for value in dict.fromkeys(values):
        sign = (*(value in _operands(each) for each in about), families.get(value))
        groups.setdefault(sign, value)
    if len(about) > 1 and any(isinstance(each.operand, Reference) for each in about):
        return list(dict.fromkeys(values))  # two facts that are compared may have the same value, or not
    return list(groups.values())


def _sets(values: Sequence[Any]) -> list[tuple[Any, ...]]:
    sizes = range(len(values) + 1) if len(values) <= MOST_SETS else (0, 1, 2, len(values))
    return [found for size in sizes for found in combinations(values, size)]


def _visits(about: Sequence[Comparison]) -> list[tuple[tuple[str, str | None], ...]]:
    since = {
        country: day for each in about if isinstance(each.operand, Mapping) for country, day in each.operand.items()
    }
    tried = [(country, day) for country, first in since.items() for day in (first, _shifted(first, -1), None)]
    return [(), *((each,) for each in tried)]


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
