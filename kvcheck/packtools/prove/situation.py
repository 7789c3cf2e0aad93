"""The facts of one trip and activity as terms of the solver, and conditions over them in three-valued logic."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kvcheck.conditions import All, AnyOf, Comparison, Condition, FactSort, Not, Reference
from kvcheck.days import ordinal
from kvcheck.frozen import NamedTuple
from kvcheck.model import Fact
from kvcheck.packs import Library
from kvcheck.packtools.possible import OTHER
from kvcheck.packtools.prove.solver import (
    NO,
    Found,
    Term,
    between,
    every,
    literal,
    no,
    number_of,
    same,
    some,
    truth_of,
    value_of,
    word,
    word_of,
)
from kvcheck.source.schema import schema

MOST = 1_000_000
"""No number of a plan is beyond."""
_FIRST_DAY, _LAST_DAY = ordinal("1900-01-01"), ordinal("2199-12-31")


class Untranslatable(Exception):  # noqa: N818 - named for what it means
    """A part of a condition that has no translation: whatever rests on it is not proved."""


class Three(NamedTuple):
    """A truth value of three: when it is true, and when it is false; otherwise it is unknown."""

    true: Term
    false: Term

    @property
    def unknown(self) -> Term:
        """When it is neither."""
        return no(some((self.true, self.false)))


class Words:
    """Numbers for words: countries one after another, then every other word as it comes."""

    def __init__(self) -> None:
        """With all countries of the world."""
        self.countries = tuple(schema("plan")["$defs"]["country"]["enum"])
        self._numbers = {each: number for number, each in enumerate(self.countries)}
        self._words = list(self.countries)

    def number(self, text: str) -> int:
        """The number of a word."""
        if text not in self._numbers:
            self._numbers[text] = len(self._words)
            self._words.append(text)
        return self._numbers[text]

    def text(self, number: int) -> str:
        """The word of a number."""
        return self._words[number] if number < len(self._words) else OTHER


class Situation:
    """One set of facts, all of them open: whether each is known, and what it is."""

    def __init__(self, library: Library, words: Words, name: str = "") -> None:
        """Facts of `library`; `name` tells the terms of several situations apart."""
        self._facts = library.facts
        self._countries_that_count = _listed(library)
        self.library = library
        self._words = words
        self._name = name
        self._known: dict[str, Term] = {}
        self._values: dict[str, Any] = {}
        self.bounds: list[Term] = []
        """What holds of the values of facts by their types."""

    @property
    def read(self) -> tuple[str, ...]:
        """The facts that were looked at."""
        return tuple(self._known)

    def sort(self, name: str) -> FactSort:
        """The type of a fact."""
        return self._facts[name].sort

    def known(self, name: str) -> Term:
        """Whether a fact is known."""
        if name not in self._known:
            self._known[name] = truth_of(f"{self._name}{name}?")
            self._values[name] = self._made(self._facts[name])
        return self._known[name]

    def value(self, name: str) -> Any:
        """The value of a fact where it is known: a term; of a list, a term for each member it may have."""
        self.known(name)
        return self._values[name]

    def is_(self, name: str, *words: str) -> Term:
        """Whether a fact is known and one of these words; of a list: has one of them."""
        return every((self.known(name), self._among(name, words)))

    def holds(self, name: str) -> Term:
        """Whether a fact of yes and no is known to be yes."""
        return every((self.known(name), self.value(name)))

    def fails(self, name: str) -> Term:
        """Whether a fact of yes and no is known to be no."""
        return every((self.known(name), no(self.value(name))))

    def _made(self, fact: Fact) -> Any:
        """Open terms for the value of a fact, held to what its type allows."""
        name = f"{self._name}{fact.name}"
        match fact.sort:
            case FactSort.YES_NO:
                return truth_of(name)
            case FactSort.NUMBER:
                found = number_of(name)
                self.bounds += [found >= -MOST, found <= MOST]
                return found
            case FactSort.DATE:
                found = number_of(name)
                self.bounds += [found >= _FIRST_DAY, found <= _LAST_DAY]
                return found
            case FactSort.VISITS:
                return {
                    each: (
                        truth_of(f"{name}.{each}"),
                        number_of(f"{name}.{each}.on"),
                        truth_of(f"{name}.{each}.undated"),
                    )
                    for each in self._countries_that_count
                }
        allowed = self.allowed(fact)
        if fact.sort.is_list:
            return {each: truth_of(f"{name}.{each}") for each in allowed}
        found = word_of(name)
        if fact.sort is FactSort.COUNTRY:
            self.bounds.append(between(found, 0, len(allowed) - 1))
        elif fact.sort is not FactSort.TEXT:
            self.bounds.append(some(same(found, word(self._words.number(each))) for each in allowed))
        return found

    def allowed(self, fact: Fact) -> tuple[str, ...]:
        """The words that a fact can be, or a list have; none for free text."""
        if fact.sort in (FactSort.COUNTRY, FactSort.COUNTRIES):
            return self._words.countries
        return tuple(fact.values)

    # Conditions -------------------------------------------------------------------------------------------------------

    def truth(self, condition: Condition) -> Three:
        """The truth of a condition whose parameters are bound. Untranslatable for what has no translation."""
        match condition:
            case All(parts):
                found = [self.truth(each) for each in parts]
                return Three(every(each.true for each in found), some(each.false for each in found))
            case AnyOf(parts):
                found = [self.truth(each) for each in parts]
                return Three(some(each.true for each in found), every(each.false for each in found))
            case Not(part):
                true, false = self.truth(part)
                return Three(false, true)
            case Comparison():
                return self._compared(condition)

    def _compared(self, comparison: Comparison) -> Three:
        name, operand = comparison.fact, comparison.operand
        known = self.known(name)
        if isinstance(operand, Reference):
            if operand.name not in self._facts:  # a parameter that has no value on these days
                return Three(NO, NO)
            known = every((known, self.known(operand.name)))
        if self._facts[name].sort is FactSort.VISITS:
            return self._visited(known, comparison)
        test = self._test(comparison)
        return Three(every((known, test)), every((known, no(test))))

    def _test(self, comparison: Comparison) -> Term:
        """Whether a comparison holds, both sides being known."""
        name, operand, operator = comparison.fact, comparison.operand, comparison.operator
        if operator in _NEGATED:
            return no(self._test(Comparison(name, _NEGATED[operator], operand, comparison.many)))
        sort = self._facts[name].sort
        if sort in (FactSort.NUMBER, FactSort.DATE) and operator in _ORDERED:
            return _ORDERED[operator](self.value(name), self.amount(operand))
        if operator in ("is", "in"):
            if sort in (FactSort.NUMBER, FactSort.DATE):
                each_of = operand if isinstance(operand, frozenset) else (operand,)
                return some(self.value(name) == self.amount(each) for each in each_of)
            if sort is FactSort.YES_NO:
                return self._same_truth(name, operand)
            if isinstance(operand, Reference):
                return self.shared(name, operand.name)
            return self._among(name, sorted(operand) if isinstance(operand, frozenset) else (str(operand),))
        if operator == "only_in" and comparison.many and isinstance(operand, frozenset):
            return every(no(has) for each, has in self.value(name).items() if each not in operand)
        raise Untranslatable(f"{name}: {operator}")

    def amount(self, operand: Any) -> Term:
        """A number or a day, stated or that of another fact."""
        if isinstance(operand, Reference):
            return self.value(operand.name)
        if isinstance(operand, str):
            return literal(ordinal(operand))
        if isinstance(operand, int) and not isinstance(operand, bool):
            return literal(operand)
        raise Untranslatable(str(operand))

    def _same_truth(self, name: str, operand: Any) -> Term:
        value = self.value(name)
        if isinstance(operand, Reference):
            return value == self.value(operand.name)
        if isinstance(operand, frozenset):
            return some(value if each else no(value) for each in operand)
        return value if operand else no(value)

    def _among(self, name: str, words: Iterable[str]) -> Term:
        """Whether the value of a fact is one of some words; of a list: whether it has one."""
        value = self.value(name)
        if isinstance(value, dict):
            return some(value[each] for each in words if each in value)
        return some(same(value, word(self._words.number(each))) for each in words)

    def shared(self, name: str, other: str) -> Term:
        """Whether two facts have a word in common."""
        one, two = self.value(name), self.value(other)
        if isinstance(one, dict) and isinstance(two, dict):
            return some(every((has, two[each])) for each, has in one.items() if each in two)
        if isinstance(one, dict) or isinstance(two, dict):
            single, several = (two, one) if isinstance(one, dict) else (one, two)
            return some(every((has, same(single, word(self._words.number(each))))) for each, has in several.items())
        return one == two

    def _visited(self, known: Term, comparison: Comparison) -> Three:
        """Whether a country was visited on or after its day; of a visit without a day that is unknown."""
        if comparison.operator != "since" or not isinstance(comparison.operand, Mapping):
            raise Untranslatable(f"{comparison.fact}: {comparison.operator}")
        visits = self.value(comparison.fact)
        listed = comparison.operand
        late = some(every((visits[each][0], visits[each][1] >= ordinal(day))) for each, day in listed.items())
        undated = some(visits[each][2] for each in listed)
        return Three(every((known, late)), every((known, no(late), no(undated))))

    # Values -----------------------------------------------------------------------------------------------------------

    def given(self, facts: Mapping[str, Any]) -> list[tuple[Term, Term]]:
        """The open terms with the values that facts have, those that are not given being unknown."""
        pairs: list[tuple[Term, Term]] = []
        for name, known in self._known.items():
            value = facts.get(name)
            pairs.append((known, literal(value is not None)))
            pairs += self._valued(self._facts[name], self._values[name], value)
        return pairs

    def _valued(self, fact: Fact, terms: Any, value: Any) -> list[tuple[Term, Term]]:
        if fact.sort is FactSort.VISITS:
            found = []
            for each, (visited, last, undated) in terms.items():
                days = [day for country, day in value or () if country == each]
                dated = [ordinal(day) for day in days if day is not None]
                found += [(visited, literal(bool(dated))), (last, literal(max(dated, default=0)))]
                found.append((undated, literal(None in days)))
            return found
        if isinstance(terms, dict):
            return [(has, literal(each in (value or ()))) for each, has in terms.items()]
        if fact.sort is FactSort.YES_NO:
            return [(terms, literal(bool(value)))]
        if fact.sort is FactSort.NUMBER:
            return [(terms, literal(int(value or 0)))]
        if fact.sort is FactSort.DATE:
            return [(terms, literal(ordinal(value) if value is not None else _FIRST_DAY))]
        return [(terms, word(self._words.number(str(value)) if value is not None else 0))]

    def equals(self, name: str, value: Any) -> Term:
        """Whether a fact is known and has this value; for None, whether it is unknown."""
        known = self.known(name)
        if value is None:
            return no(known)
        pairs = self._valued(self._facts[name], self._values[name], value)
        return every((known, *(term == fixed for term, fixed in pairs)))

    def same(self, name: str, other: "Situation") -> Term:
        """Whether a fact is the same in another situation: as unknown, or of equal value."""
        mine, theirs = _flat(self.value(name)), _flat(other.value(name))
        return every((self.known(name) == other.known(name), *(a == b for a, b in zip(mine, theirs, strict=True))))

    def facts_of(self, found: Found) -> dict[str, Any]:
        """The facts that are known among values that were found, as the engine has them."""
        return {
            name: self._plain(self._facts[name], self._values[name], found)
            for name, known in self._known.items()
            if value_of(found, known)
        }

    def _plain(self, fact: Fact, terms: Any, found: Found) -> Any:
        if fact.sort is FactSort.VISITS:
            visits: list[tuple[str, str | None]] = []
            for each, (visited, last, undated) in terms.items():
                if value_of(found, visited):
                    visits.append((each, _day(value_of(found, last))))
                if value_of(found, undated):
                    visits.append((each, None))
            return tuple(visits)
        if isinstance(terms, dict):
            return tuple(each for each, has in terms.items() if value_of(found, has))
        value = value_of(found, terms)
        if fact.sort is FactSort.DATE:
            return _day(value)
        return value if fact.sort in (FactSort.YES_NO, FactSort.NUMBER) else self._words.text(value)


def _flat(value: Any) -> list[Term]:
    if not isinstance(value, dict):
        return [value]
    return [term for each in value.values() for term in (each if isinstance(each, tuple) else (each,))]


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


def _listed(library: Library) -> tuple[str, ...]:
    """The countries a visit to which can count: those that a parameter gives a day."""
    dated = [each.value for parameter in library.parameters.values() for each in parameter.values]
    return tuple(sorted({country for value in dated if isinstance(value, dict) for country in value}))


_NEGATED = {"is_not": "is", "not_in": "in"}
_ORDERED = {
    "at_least": lambda one, other: one >= other,
    "at_most": lambda one, other: one <= other,
    "more_than": lambda one, other: one > other,
    "less_than": lambda one, other: one < other,
    "before": lambda one, other: one < other,
    "on_or_before": lambda one, other: one <= other,
    "after": lambda one, other: one > other,
    "on_or_after": lambda one, other: one >= other,
}
"""How numbers and days compare; a test holds the operators of the language against these and those above."""
