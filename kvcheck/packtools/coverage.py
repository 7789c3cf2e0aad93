"""What the cases touch: each rule, each comparison both ways, each member of a list, each day on both sides."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kvcheck.conditions import Comparison, Reference, bind, comparisons, truth
from kvcheck.errors import Place
from kvcheck.language.text import Text
from kvcheck.model import Rule
from kvcheck.packs import Library
from kvcheck.packs.rules import OPEN
from kvcheck.packtools.cases import Case, Outcome
from kvcheck.packtools.mutants import shifted


class Gap(NamedTuple):
    """One thing that no case touches."""

    rule: str
    place: Place
    what: Text


class Coverage(NamedTuple):
    """How much of some packs the cases touch."""

    points: int
    """Things that a case can touch."""
    gaps: tuple[Gap, ...]

    @property
    def percent(self) -> int:
        """The share that is touched, rounded down: 100 is everything."""
        return 100 if not self.points else (self.points - len(self.gaps)) * 100 // self.points


def coverage(library: Library, names: Sequence[str], outcomes: Mapping[str, Sequence[Outcome]]) -> Coverage:
    """What the cases of all packs touch of some; `outcomes` are those of each pack."""
    points, gaps = 0, []
    for name in names:
        told = [(pack, each) for pack, found in outcomes.items() if _extends(library, pack, name) for each in found]
        for rule in library.pack(name).written:
            found = _of_rule(library, rule, told)
            points += len(found)
            gaps += [Gap(rule.name, rule.place, what) for what, touched in found if not touched]
    return Coverage(points, tuple(gaps))


def _extends(library: Library, pack: str, name: str) -> bool:
    return any(each.name == name for each in library.chain(pack))


def _of_rule(library: Library, rule: Rule, told: Sequence[tuple[str, Outcome]]) -> list[tuple[Text, bool]]:
    """Everything of a rule that a case can touch, with whether one does."""
    in_force = [(pack, each.case) for pack, each in told if rule.first_day <= each.case.on <= rule.last_day]
    holds = {value for pack, case in in_force for value in [_holds(library, rule, pack, case)]}
    found = [
        (Text("decides", "결정"), any(rule.name in each.deciding for _, each in told)),
        (Text("is unknown", "알 수 없음"), None in holds),
    ]
    for each in dict.fromkeys(comparisons(rule.condition)):
        values = {truth(_bound(library, each, pack, case), case.facts) for pack, case in in_force}
        found += [
            (Text("`{fact}` as it is asked", "`{fact}` 충족", fact=each.fact), True in values),
            (Text("`{fact}` otherwise", "`{fact}` 불충족", fact=each.fact), False in values),
        ]
        found += _members(each, [case for _, case in in_force])
    for day, side in ((rule.first_day, -1), (rule.last_day if rule.last_day < OPEN else "", 1)):
        if day:
            other = shifted(day, side)
            days = {each.case.on for _, each in told}
            found.append((Text("the day {day}", "{day} 당일", day=day), day in days))
            found.append((Text("the day {day}", "{day} 당일", day=other), other in days))
    return found


def _holds(library: Library, rule: Rule, pack: str, case: Case) -> bool | None:
    values = {name: library.number(name, case.on, library.pack(pack).reviewed) for name in library.parameters}
    return truth(bind(rule.condition, values), case.facts)


def _bound(library: Library, comparison: Comparison, pack: str, case: Case) -> Comparison:
    if not isinstance(comparison.operand, Reference):
        return comparison
    name = comparison.operand.name
    bound = bind(comparison, {name: library.number(name, case.on, library.pack(pack).reviewed)})
    assert isinstance(bound, Comparison)
    return bound


def _members(comparison: Comparison, cases: Sequence[Case]) -> list[tuple[Text, bool]]:
    """Each member of a list that the comparison names, and whether a case has it."""
    if not isinstance(comparison.operand, frozenset) or len(comparison.operand) < 2:
        return []
    given = [case.facts.get(comparison.fact) for case in cases]
    seen = {value for each in given for value in (each if isinstance(each, tuple) else (each,))}
    return [
        (Text("`{fact}`: {value}", "`{fact}`: {value}", fact=comparison.fact, value=str(each)), each in seen)
        for each in sorted(comparison.operand)
    ]
