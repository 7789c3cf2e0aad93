"""Mutants against cases: which changes of the rules would no case notice?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kvcheck.conditions import Compiled, bind, compile_condition, reads
from kvcheck.engine import Law
from kvcheck.language.text import Text
from kvcheck.model import Parameter, Rule
from kvcheck.packs import Library
from kvcheck.packtools.cases import Case, equivalents, read, run_case
from kvcheck.packtools.mutants import Mutant, mutants_of, mutants_of_parameters, with_rule


class Survivor(NamedTuple):
    """A mutant that no case notices."""

    mutant: Mutant
    reason: Text | None
    """Why it makes no difference, as it stands beside the cases; None if nobody said."""


class Mutated(NamedTuple):
    """What came of trying mutants."""

    tried: int
    survivors: tuple[Survivor, ...]
    stale: tuple[str, ...]
    """Reasons for mutants that a case does notice, or that do not exist."""

    @property
    def unexplained(self) -> tuple[Survivor, ...]:
        """Survivors of which nobody said why."""
        return tuple(each for each in self.survivors if each.reason is None)


def mutate(library: Library, names: Sequence[str], beside: Sequence[str] = (), *, everything: bool) -> Mutated:
    """Try the mutants of packs against all cases that they concern.

    `beside` are packs that extend them. Without `everything` only those that make a rule softer are tried: the ones
    that would let somebody travel.
    """
    watch = Watch(library, (*names, *beside))
    reasons = {key: text for name in names for key, text in equivalents(library, name).items()}
    tried, survivors = 0, []
    for mutant in _tried(library, names, everything=everything):
        tried += 1
        if not watch.notices(mutant):
            survivors.append(Survivor(mutant, reasons.pop(f"{mutant.about} {mutant.path}", None)))
    return Mutated(tried, tuple(survivors), tuple(sorted(reasons)) if everything else ())


def _tried(library: Library, names: Sequence[str], *, everything: bool) -> Iterator[Mutant]:
    for name in names:
        yield from (each for each in mutants_of(library, name) if everything or each.softer)
    if everything:
        asked = {fact for name in names for rule in library.pack(name).rules for fact in reads(rule.condition)}
        others = () if set(names) <= set(library.pack_names) else library.law_parameters  # not a company's to test
        numbers = [each for each in library.parameters if each in asked and each not in others]
        yield from mutants_of_parameters(library, numbers)


class Watch:
    """The cases of packs, to be run against rules that were changed."""

    def __init__(self, library: Library, names: Sequence[str]) -> None:
        """The cases of these packs of a library."""
        self._library = library
        self._cases = {name: [each for each in read(library, name).values() if not each.gap] for name in names}
        self._chains = {name: library.chain(name) for name in names}
        self._values: dict[tuple[str, str], Mapping[str, Any]] = {}

    def notices(self, one: Mutant) -> bool:
        """Whether a case comes out otherwise than it says."""
        if isinstance(one.changed, Parameter):
            return self._notices_number(one, one.changed)
        return any(self._differs(name, case, one.changed) for name, case in self._affected(one.changed))

    def _affected(self, changed: Rule) -> Iterator[tuple[str, Case]]:
        """The cases in whose facts the condition says something else, or on whose day the rule is law or is not."""
        pack = changed.pack
        original = next(each for each in self._library.pack(pack).rules if each.name == changed.name)
        days = (original.first_day, original.last_day) != (changed.first_day, changed.last_day)
        for name, cases in self._cases.items():
            if all(each.name != pack for each in self._chains[name]):
                continue
            compiled: dict[str, tuple[Compiled, Compiled]] = {}
            for case in cases:
                if days:
                    if _in_force(original, case.on) is not _in_force(changed, case.on):
                        yield name, case
                    continue
                if case.on not in compiled:
                    values = self.parameters(name, case)
                    before, after = (compile_condition(bind(each.condition, values)) for each in (original, changed))
                    compiled[case.on] = before, after
                before, after = compiled[case.on]
                if before(case.facts) is not after(case.facts):
                    yield name, case

    def parameters(self, name: str, case: Case) -> Mapping[str, Any]:
        """What the parameters are on the day of a case."""
        as_of = self._library.pack(name).reviewed
        key = (case.on, as_of)
        if key not in self._values:
            self._values[key] = {each: value.on(*key) for each, value in self._library.parameters.items()}
        return self._values[key]

    def _differs(self, name: str, case: Case, changed: Rule) -> bool:
        chain = [with_rule(each, changed) if each.name == changed.pack else each for each in self._chains[name]]
        return not run_case(Law(self._library, chain, self._library.pack(name).reviewed), case).as_expected

    def _notices_number(self, one: Mutant, changed: Parameter) -> bool:
        """Whether a case notices another value of a number or list; only cases on whose day it is another are asked."""
        library = self._library.with_parameter(changed)
        original = self._library.parameters[one.about]
        for name, cases in self._cases.items():
            reviewed = self._library.pack(name).reviewed
            if not any(one.about in reads(rule.condition) for each in self._chains[name] for rule in each.rules):
                continue
            other = [case for case in cases if original.on(case.on, reviewed) != changed.on(case.on, reviewed)]
            law = Law(library, self._chains[name], reviewed)
            if any(not run_case(law, case).as_expected for case in other):
                return True
        return False


def _in_force(rule: Rule, day: str) -> bool:
    return rule.first_day <= day <= rule.last_day
