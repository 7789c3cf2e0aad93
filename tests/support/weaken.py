"""Conditions made softer, one at a time: what a case must notice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kvcheck.conditions import All, Comparison, Condition, Not, bind, compile_condition
from kvcheck.engine import Law
from kvcheck.model import Pack, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packtools.cases import Case, read, run_case

_PERMITS = (RuleKind.GRANT, RuleKind.LIMIT)
"""Kinds of rules that are softer the easier they hold; the others the harder."""


class Weakened(NamedTuple):
    """A rule with one thing less in its condition."""

    rule: Rule
    """With the softer condition."""
    path: str
    """Where something was left out: `all/2`."""


def softer(condition: Condition, *, hold: bool, path: str = "") -> Iterator[tuple[str, Condition]]:
    """The conditions that hold more often (`hold`), or less often, for want of one part or one value."""
    if isinstance(condition, Not):
        for place, each in softer(condition.part, hold=not hold, path=f"{path}/not"):
            yield place, Not(each)
    elif isinstance(condition, Comparison):
        yield from _looser(condition, hold=hold, path=path)
    else:
        kind = type(condition)
        for at, part in enumerate(condition.parts):
            here = f"{path}/{'all' if kind is All else 'any'}/{at}"
            before, after = condition.parts[:at], condition.parts[at + 1 :]
            if len(condition.parts) > 1 and hold is (kind is All):
                yield here, kind((*before, *after))
            for place, each in softer(part, hold=hold, path=here):
                yield place, kind((*before, each, *after))


_WITH_THE_EDGE = {"more_than": "at_least", "less_than": "at_most", "before": "on_or_before", "after": "on_or_after"}
_WITHOUT_IT = {wide: narrow for narrow, wide in _WITH_THE_EDGE.items()}


def _looser(comparison: Comparison, *, hold: bool, path: str) -> Iterator[tuple[str, Condition]]:
    """A comparison with one value less, or with its edge moved."""
    fact, operator, operand, many = comparison.fact, comparison.operator, comparison.operand, comparison.many
    moved = (_WITH_THE_EDGE if hold else _WITHOUT_IT).get(operator)
    if moved is not None:
        yield f"{path}/{fact}/{moved}", Comparison(fact, moved, operand, many)
    if operator in (("not_in",) if hold else ("in", "only_in")) and isinstance(operand, frozenset) and len(operand) > 1:
        for value in sorted(operand):
            yield f"{path}/{fact}/{value}", Comparison(fact, operator, operand - {value}, many)


def weakened(pack: Pack, kinds: Sequence[RuleKind]) -> Iterator[Weakened]:
    """Every rule of a pack, made softer in every way."""
    for rule in pack.rules:
        if rule.kind in kinds:
            for path, condition in softer(rule.condition, hold=rule.kind in _PERMITS):
                yield Weakened(rule._replace(condition=condition), path)


def _replaced(pack: Pack, rule: Rule) -> Pack:
    return pack._replace(rules=tuple(rule if each.name == rule.name else each for each in pack.rules))


class Watch:
    """The cases of all packs, run against rules that were weakened."""

    def __init__(self, library: Library) -> None:
        """The cases of every pack of the library that has a class, or whose cases are its own."""
        self._library = library
        self._cases = {name: list(read(library, name).values()) for name in library.pack_names}
        self._chains = {name: library.chain(name) for name in library.pack_names}
        self._laws = {
            name: Law(library, self._chains[name], library.pack(name).reviewed) for name in library.pack_names
        }

    def notices(self, one: Weakened) -> bool:
        """Whether a case comes out otherwise than it says."""
        return any(self._differs(name, case, one) for name, case in self._affected(one))

    def _affected(self, one: Weakened) -> Iterator[tuple[str, Case]]:
        """The cases in whose facts the weakened condition says something else than the rule."""
        original = next(each for each in self._library.pack(one.rule.pack).rules if each.name == one.rule.name)
        for name, cases in self._cases.items():
            if all(each.name != one.rule.pack for each in self._chains[name]):
                continue
            for case in cases:
                values = self.parameters(name, case)
                before, after = (compile_condition(bind(each.condition, values)) for each in (original, one.rule))
                if before(case.facts) is not after(case.facts):
                    yield name, case

    def parameters(self, name: str, case: Case) -> Mapping[str, Any]:
        """What the parameters are on the day of a case."""
        as_of = self._library.pack(name).reviewed
        return {each: value.on(case.on, as_of) for each, value in self._library.parameters.items()}

    def _differs(self, name: str, case: Case, one: Weakened) -> bool:
        chain = [_replaced(each, one.rule) for each in self._chains[name]]
        law = Law(self._library, chain, self._library.pack(name).reviewed)
        return not run_case(law, case).as_expected
