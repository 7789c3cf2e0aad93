"""What is worked out of rulings, once for those that are alike: many trips differ in what nobody asks about."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from kvcheck.conditions import Condition, reads
from kvcheck.model import Finding, Ruling, Said

T = TypeVar("T")


class Rulings:
    """Rulings of a report by what they found. It keeps them: it lasts as long as the report is told."""

    def __init__(self) -> None:
        self._sorts: dict[int, tuple[Said, int]] = {}
        """By what is said, which is kept so that its number is given to no other."""
        self._known: dict[tuple[int | bool | None, ...], int] = {}
        """By what was found."""

    def sort(self, ruling: Ruling) -> int:
        """A number that is the same for all rulings that found the same by the same rules, before whatever facts."""
        said = ruling.said
        known = self._sorts.get(id(said))
        if known is None:
            conditions = [id(each.condition) for each in said.findings]  # every rule has its own
            found = (*conditions, *[each.outcome for each in said.findings], *map(id, said.cleared))
            known = self._sorts[id(said)] = said, self._known.setdefault(found, len(self._known))
        return known[1]


class Alike(Generic[T]):
    """Something worked out of rulings."""

    def __init__(self, rulings: Rulings, work: Callable[[Ruling], T], reads: Callable[[Ruling], Iterable[str]]) -> None:
        """`work` may look at what a ruling found by which rules, and of facts at those that it `reads`, by name.

        Rulings that found the same read the same facts.
        """
        self._rulings = rulings
        self._work = work
        self._reads = reads
        self._known: dict[int, tuple[tuple[str, ...], dict[tuple[Any, ...], T]]] = {}
        """By what was found: which facts are read, and what came of their values."""

    def of(self, ruling: Ruling) -> T:
        """What comes of a ruling."""
        sort = self._rulings.sort(ruling)
        if sort not in self._known:
            self._known[sort] = tuple(dict.fromkeys(self._reads(ruling))), {}
        asked, results = self._known[sort]
        values = tuple(map(ruling.facts.get, asked)) if asked else ()
        if values not in results:
            results[values] = self._work(ruling)
        return results[values]


class Findings:
    """Findings by what their words rest on: the rule, what came of it, and the facts that it reads."""

    def __init__(self) -> None:
        self._reads: dict[int, tuple[Condition, tuple[str, ...]]] = {}
        """By condition, which is kept so that its number is given to no other: the facts that it, or advice, reads."""

    def key(self, finding: Finding) -> tuple[Any, ...]:
        """Equal for findings that say the same of every subject, but for the days of its trip."""
        condition, rule = finding.condition, finding.rule
        known = self._reads.get(id(condition))
        if known is None:
            asked = reads(condition).union(*(reads(each.condition) for each in rule.mends))
            known = self._reads[id(condition)] = condition, tuple(sorted(asked))
        values = tuple([finding.facts.get(name) for name in known[1]])
        return id(condition), id(rule), finding.outcome, id(finding.verdict), values
