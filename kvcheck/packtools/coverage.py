"""What the cases touch: each rule, each comparison both ways, each member of a list, each day on both sides."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from kvcheck.conditions import Comparison, bind, comparisons, reads, truth
from kvcheck.errors import Place
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Rule
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
    told = {pack: [_Told.of(library, pack, each) for each in found] for pack, found in outcomes.items()}
    for name in names:
        about = [each for pack, found in told.items() if _extends(library, pack, name) for each in found]
        for rule in library.pack(name).written:
            found = _of_rule(rule, about)
            points += len(found)
            gaps += [Gap(rule.name, rule.place, what) for what, touched in found if not touched]
    return Coverage(points, tuple(gaps))


def _extends(library: Library, pack: str, name: str) -> bool:
    return any(each.name == name for each in library.chain(pack))


class _Told(NamedTuple):
    """A case, what came of it, and what the parameters are on its day."""

    case: Case
    deciding: frozenset[str]
    values: Mapping[str, Any]

    @classmethod
    def of(cls, library: Library, pack: str, outcome: Outcome) -> "_Told":
        return cls(outcome.case, outcome.deciding, _values(library, outcome.case.on, library.pack(pack).reviewed))


def _values(library: Library, day: str, as_of: str) -> Mapping[str, Any]:
    """What the parameters are on a day; the same object for the same day."""
    kept: dict[tuple[str, str], Mapping[str, Any]] = library.made.setdefault("values of days", {})
    if (day, as_of) not in kept:
        kept[day, as_of] = {name: library.number(name, day, as_of) for name in library.parameters}
    return kept[day, as_of]


def _of_rule(rule: Rule, told: Sequence[_Told]) -> list[tuple[Text, bool]]:
    """Everything of a rule that a case can touch, with whether one does."""
    in_force = _different(rule, (each for each in told if rule.in_force(each.case.on)))
    holds = {truth(bind(rule.condition, each.values), each.case.facts) for each in in_force}
    found = [
        (Text("decides", "결정"), any(rule.name in each.deciding for each in told)),
        (Text("is unknown", "알 수 없음"), None in holds),
    ]
    for leaf in dict.fromkeys(comparisons(rule.condition)):
        values = {truth(bind(leaf, each.values), each.case.facts) for each in in_force}
        found.append((Text("`{fact}` as it is asked", "`{fact}` 충족", fact=leaf.fact), True in values))
        if leaf.operand != UNKNOWN:  # what a plan calls unknown is no value, so that nothing is otherwise than known
            found.append((Text("`{fact}` otherwise", "`{fact}` 불충족", fact=leaf.fact), False in values))
        found += _members(leaf, [each.case for each in in_force])
    days = {each.case.on for each in told}
    for day, side in ((rule.first_day, -1), (rule.last_day if rule.last_day < OPEN else "", 1)):
        if day:
            found += [(Text("the day {day}", "{day} 당일", day=at), at in days) for at in (day, shifted(day, side))]
    return found


def _different(rule: Rule, told: Iterable[_Told]) -> list[_Told]:
    """Of cases whose facts and numbers look the same to a rule one."""
    asks = sorted(reads(rule.condition))
    found: dict[Hashable, _Told] = {}
    for each in told:
        seen = tuple(each.case.facts.get(name) for name in asks)
        found.setdefault((seen, tuple(id(each.values[name]) for name in asks if name in each.values)), each)
    return list(found.values())


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
