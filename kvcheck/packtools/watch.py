"""The cases of packs as a watch: does one of them come out otherwise when a rule or a number is changed?

A change is tried in memory, and only on the cases in whose facts a condition says something else by it; of cases whose
facts look the same to a rule the condition is worked out once.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kvcheck.conditions import bind, compile_condition, reads
from kvcheck.engine import Bound, Epoch, Law
from kvcheck.model import Pack, Parameter, Rule
from kvcheck.packs import Library
from kvcheck.packtools.cases import Case, as_expected, read
from kvcheck.packtools.mutants import Mutant, with_rule


class Watch:
    """The cases of packs, to be run against rules that were changed."""

    def __init__(self, library: Library, names: Sequence[str]) -> None:
        """The cases of these packs of a library."""
        self._library = library
        self._posts = [_Post(library, name) for name in names]

    def notices(self, one: Mutant) -> bool:
        """Whether a case comes out otherwise than it says."""
        if isinstance(one.changed, Parameter):
            return any(post.notices_number(one.changed) for post in self._posts)
        pack = self._library.pack(one.changed.pack)
        original = next(each for each in pack.rules if each.name == one.about)
        return any(post.notices_rule(pack, original, one.changed) for post in self._posts)


class _Post:
    """The cases of one pack, those of one state of the law together."""

    def __init__(self, library: Library, name: str) -> None:
        self._library = library
        self._chain = library.chain(name)
        self._as_of = library.pack(name).reviewed
        self._law = Law(library, self._chain, self._as_of)
        self._cases: dict[int, list[Case]] = {}
        for case in read(library, name).values():
            if not case.gap:
                self._cases.setdefault(self._law.epoch_of(case.on), []).append(case)
        self._held: dict[int, Mapping[str, Any]] = {}
        self._read: dict[int, dict[str, list[Bound]]] = {}
        self._alike: dict[tuple[int, tuple[str, ...]], list[list[Case]]] = {}

    def notices_rule(self, pack: Pack, original: Rule, changed: Rule) -> bool:
        """Whether a case notices that a rule of `pack` was changed."""
        if pack not in self._chain:
            return False
        if (original.first_day, original.last_day) != (changed.first_day, changed.last_day):
            return self._notices_days(original, changed)
        for number, cases in self._cases.items():
            epoch = self._law.epoch(number)
            before = epoch.by_name.get(original.name)
            if before is not None:
                after = _with(before, bind(changed.condition, self._values(number)))
                if self._notices(epoch, number, cases, {original.name: after}):
                    return True
        return False

    def _notices_days(self, original: Rule, changed: Rule) -> bool:
        """Whether a case notices that a rule is law on other days; only cases of the days between are asked."""
        between = [
            case
            for cases in self._cases.values()
            for case in cases
            if original.in_force(case.on) is not changed.in_force(case.on)
        ]
        if not between:
            return False
        chain = [with_rule(each, changed) if each.name == changed.pack else each for each in self._chain]
        law = Law(self._library, chain, self._as_of)
        return any(not as_expected(law.epoch(law.epoch_of(case.on)), case) for case in between)

    def notices_number(self, changed: Parameter) -> bool:
        """Whether a case notices another value of a number or list; only cases on whose day it is another are asked."""
        original = self._library.parameters[changed.name]
        for number, cases in self._cases.items():
            epoch, reading = self._law.epoch(number), self._reading(number, changed.name)
            by_day: dict[str, list[Case]] = {}
            for case in cases if reading else ():
                by_day.setdefault(case.on, []).append(case)
            for day, of_day in by_day.items():
                value = changed.on(day, self._as_of)
                if value == original.on(day, self._as_of):
                    continue
                values = {**self._values(number), changed.name: value}
                instead = {each.rule.name: _with(each, bind(each.rule.condition, values)) for each in reading}
                if self._notices(epoch, number, of_day, instead):
                    return True
        return False

    def _notices(self, epoch: Epoch, number: int, cases: list[Case], instead: Mapping[str, Bound]) -> bool:
        """Whether one of the cases comes out otherwise with other conditions in place of those of some rules."""
        turned: dict[str, Case] = {}
        for name, after in instead.items():
            before = epoch.by_name[name]
            for alike in self._groups(number, cases, before.asks):
                if before.holds(alike[0].facts) is not after.holds(alike[0].facts):
                    turned |= {case.name: case for case in alike}
        if not turned:
            return False
        other = epoch.but(instead)
        return any(not as_expected(other, case) for case in turned.values())

    def _reading(self, number: int, name: str) -> list[Bound]:
        """The rules of one state of the law that read a number or list."""
        if number not in self._read:
            found = self._read[number] = {}
            for each in self._law.epoch(number).by_name.values():
                for asked in reads(each.rule.condition) & self._library.parameters.keys():
                    found.setdefault(asked, []).append(each)
        return self._read[number].get(name, [])

    def _values(self, number: int) -> Mapping[str, Any]:
        """What the parameters are in one state of the law."""
        if number not in self._held:
            self._held[number] = self._law.values(number)
        return self._held[number]

    def _groups(self, number: int, cases: list[Case], asks: tuple[str, ...]) -> Iterable[list[Case]]:
        """Cases whose facts look the same to a rule; kept, where they are all of one state of the law."""
        if cases is not self._cases[number]:
            return list(_grouped(cases, asks))
        if (number, asks) not in self._alike:
            self._alike[number, asks] = list(_grouped(cases, asks))
        return self._alike[number, asks]


def _grouped(cases: Iterable[Case], asks: tuple[str, ...]) -> Iterator[list[Case]]:
    groups: dict[Hashable, list[Case]] = {}
    for case in cases:
        groups.setdefault(tuple(map(case.facts.get, asks)), []).append(case)
    yield from groups.values()


def _with(bound: Bound, condition: Any) -> Bound:
    return bound._replace(condition=condition, holds=compile_condition(condition))
