"""Random law: vocabularies, conditions, rules and facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from kvcheck.conditions import All, AnyOf, Comparison, Condition, FactSort, ForSome, Not, Reference
from kvcheck.engine import Epoch
from kvcheck.errors import Place
from kvcheck.language.text import Text
from kvcheck.model import Rule as ModelRule
from kvcheck.model import RuleKind
from tests.support.properties.naive import Dated, Law, Rule, values_on

SIGNS = st.characters(exclude_categories=["Cs"])
"""Every character that a file can hold. Hypothesis takes the same by default; where it has kept nothing yet it tries
all of Unicode to find them, which takes longer than most tests.
"""

# What rules speak of --------------------------------------------------------------------------------------------------

DAYS = tuple(f"2026-{month:02}-{day:02}" for month in (3, 4) for day in (1, 2, 3, 15, 28, 29, 30))
"""Few days, close together, so that they fall on each other; two of them are the last of a month but one."""

MEMBERS: Mapping[FactSort, tuple[Any, ...]] = {
    FactSort.YES_NO: (True, False),
    FactSort.NUMBER: (0, 1, 2, 3),
    FactSort.DATE: DAYS[:4],
    FactSort.TEXT: ("left", "right"),
    FactSort.COUNTRY: ("KR", "US", "NO"),
    FactSort.COUNTRIES: ("KR", "US", "NO"),
    FactSort.CHOICE: ("one", "two", "three"),
    FactSort.CHOICES: ("one", "two", "three"),
    FactSort.KIND: ("mend", "teach", "build"),
    FactSort.FAMILY: ("hands", "words"),
    FactSort.FAMILIES: ("hands", "words"),
    FactSort.VISITS: ("CU", "IR", "KR"),
}
"""For every type of fact, the single values it is made of."""

LISTS = (FactSort.COUNTRIES, FactSort.CHOICES, FactSort.FAMILIES)
PLAIN_OPERATORS = ("is", "is_not", "in", "not_in")
OPERATORS_OF: Mapping[FactSort, tuple[str, ...]] = {
    sort: PLAIN_OPERATORS + (("only_in",) if sort in LISTS else ()) for sort in FactSort
} | {
    FactSort.NUMBER: (*PLAIN_OPERATORS, "at_least", "at_most", "more_than", "less_than"),
    FactSort.DATE: (*PLAIN_OPERATORS, "before", "on_or_before", "after", "on_or_after"),
    FactSort.VISITS: ("since",),
}
"""The operators of each type of fact, as the table of `rules/README.md` has them."""

NOWHERE = Place("rules.yaml", 1, 1)
TAKE_LISTS = ("in", "not_in", "only_in")


@dataclass(frozen=True)
class World:
    """A vocabulary: facts with their types and possible values, and parameters."""

    facts: Mapping[str, FactSort]
    members: Mapping[str, tuple[Any, ...]]
    of_activity: frozenset[str]
    parameters: Dated

    @property
    def of_trip(self) -> tuple[str, ...]:
        """The facts about the trip."""
        return tuple(name for name in self.facts if name not in self.of_activity)


def operand_values(sort: FactSort, members: Sequence[Any], operator: str) -> st.SearchStrategy[Any]:
    """Literal operands of an operator; lists as frozen sets."""
    if operator == "since":
        return st.dictionaries(st.sampled_from(members), st.sampled_from(DAYS), min_size=1)
    single = st.sampled_from(members)
    most = 1 if sort is FactSort.YES_NO else 3  # both answers in one list would be a comparison that cannot fail
    return st.frozensets(single, min_size=1, max_size=most) if operator in TAKE_LISTS else single


def fact_values(sort: FactSort, members: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Known values of a fact."""
    single = st.sampled_from(members)
    if sort is FactSort.VISITS:
        return st.lists(st.tuples(single, st.none() | st.sampled_from(DAYS)), max_size=3).map(tuple)
    if sort in LISTS:
        return st.lists(single, unique=True, max_size=3).map(tuple)
    return single


def fact_sets(world: World, names: Sequence[str] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Facts with about every third unknown: as None, or missing."""
    asked = list(world.facts) if names is None else list(names)
    values = {name: fact_values(world.facts[name], world.members[name]) for name in asked}
    known = {name: st.one_of(value, value, value, st.none()) for name, value in values.items()}
    return st.fixed_dictionaries({}, optional=known)


def shared_shape(sort: FactSort) -> tuple[FactSort, ...]:
    """Types of parameter whose single values fit a type of fact."""
    return {FactSort.COUNTRIES: (FactSort.COUNTRY,)}.get(sort, (sort,))


def plain(value: Any) -> Any:
    """A value in the types that YAML writes."""
    if isinstance(value, frozenset | tuple):
        return sorted(value)
    return dict(value) if isinstance(value, Mapping) else value


PARAMETER_SHAPES = (
    (FactSort.NUMBER, False),
    (FactSort.DATE, False),
    (FactSort.COUNTRY, True),
    (FactSort.COUNTRY, False),
    (FactSort.VISITS, False),
)
"""Type of the single values of a parameter, and whether it is a list of them."""


def fits(sort: FactSort, operator: str, shape: tuple[FactSort, bool]) -> bool:
    """Whether a parameter of that shape can stand beside a fact and an operator."""
    return shape[0] in shared_shape(sort) and shape[1] is (operator in TAKE_LISTS)


def shape_of(name: str) -> tuple[FactSort, bool]:
    """The shape of a parameter, which its name tells: `p2_country_list`."""
    _, sort, *rest = name.split("_")
    return FactSort(sort), bool(rest)


@st.composite
def parameter_sets(draw: st.DrawFn) -> dict[str, list[tuple[str, Any, str]]]:
    """Up to four dated parameters, listed by rising date; some values known before they start, or only later."""
    found: dict[str, list[tuple[str, Any, str]]] = {}
    for number, (sort, is_list) in enumerate(draw(st.lists(st.sampled_from(PARAMETER_SHAPES), max_size=4))):
        starts = sorted(draw(st.sets(st.sampled_from(("2000-01-01", *DAYS)), min_size=1, max_size=3)))
        operator = "in" if is_list else "since" if sort is FactSort.VISITS else "is"
        values = operand_values(sort, MEMBERS[sort], operator)
        name = f"p{number}_{sort}" + ("_list" if is_list else "")
        known = st.one_of(st.none(), st.none(), st.sampled_from(DAYS))
        found[name] = [(start, plain(draw(values)), draw(known) or start) for start in starts]
    return found


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A small vocabulary."""
    sorts = draw(st.lists(st.sampled_from(list(FactSort)), min_size=2, max_size=6))
    facts = {f"{'activity' if number % 2 else 'trip'}.f{number}": sort for number, sort in enumerate(sorts)}
    return World(
        facts,
        {name: MEMBERS[sort] for name, sort in facts.items()},
        frozenset(name for name in facts if name.startswith("activity.")),
        draw(parameter_sets()),
    )


# Conditions -----------------------------------------------------------------------------------------------------------


@st.composite
def comparisons(draw: st.DrawFn, world: World, names: Sequence[str]) -> Comparison:
    """A fact compared with a value, with another fact, or with a parameter."""
    fact = draw(st.sampled_from(names))
    sort = world.facts[fact]
    operator = draw(st.sampled_from(OPERATORS_OF[sort]))
    literal = operand_values(sort, world.members[fact], operator)
    others = [name for name in world.parameters if fits(sort, operator, shape_of(name))]
    if sort is not FactSort.VISITS and (sort in LISTS) is (operator in TAKE_LISTS):
        others += [name for name in names if name != fact and world.facts[name] is sort]
    operand = draw(literal | st.sampled_from(others).map(Reference) if others else literal)
    return Comparison(fact, operator, operand, sort in LISTS)


def conditions(world: World, names: Sequence[str] | None = None) -> st.SearchStrategy[Condition]:
    """Comparisons and combinations of them."""
    leaf: st.SearchStrategy[Condition] = comparisons(world, list(world.facts) if names is None else names)

    def combined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return st.one_of(several.map(All), several.map(AnyOf), parts.map(Not))

    return st.recursive(leaf, combined, max_leaves=5)


ALL_KINDS = ("grant", "grant", "grant", "bar", "limit", "limit", "doubt", "risk")
Conditions = st.SearchStrategy[Condition]


@st.composite
def rules(draw: st.DrawFn, name: str, kinds: Sequence[str], about_all: Conditions, about_trip: Conditions) -> Rule:
    """A rule of one of these kinds, in force always or for a while, announced with its start or on another day."""
    kind = draw(st.sampled_from(kinds))
    limit = kind == "limit"
    first, last, announced = (draw(st.one_of(st.none(), st.none(), st.sampled_from(DAYS))) for _ in range(3))
    always = Rule(
        name=name,
        kind=kind,
        when=draw(st.none() | about_trip) if limit else draw(about_all),
        must=draw(about_trip) if limit else None,
    )
    start, end = sorted((first or always.first, last or always.last))  # a period that runs backwards is an error
    return replace(always, first=start, last=end, announced=announced or start)


@st.composite
def laws(draw: st.DrawFn, world: World, kinds: Sequence[str] = ALL_KINDS, prefix: str = "r") -> Law:
    """Up to seven rules over a vocabulary."""
    about_all, about_trip = conditions(world), conditions(world, world.of_trip)
    count = draw(st.sampled_from((0, 1, 2, 3, 4, 5, 6, 7)))
    found = tuple(draw(rules(f"{prefix}{number}", kinds, about_all, about_trip)) for number in range(count))
    return Law(found, world.parameters, world.of_activity)


@dataclass(frozen=True)
class Question:
    """Rules, facts, the days of what is done and the day of knowledge."""

    world: World
    law: Law
    facts: dict[str, Any]
    first: str
    last: str
    as_of: str


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Something to be judged."""
    world = draw(worlds())
    first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    as_of = draw(st.sampled_from([*DAYS, "2027-01-01", "2027-01-01"]))
    return Question(world, draw(laws(world)), draw(fact_sets(world)), first, last, as_of)


@st.composite
def less_and_more(draw: st.DrawFn, world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same facts twice: with less known, and with more. A visit may have lost its day."""
    more = draw(fact_sets(world))
    return {name: draw(blurred(value)) for name, value in more.items()}, more


def blurred(value: Any) -> st.SearchStrategy[Any]:
    """What may be left of a value when somebody knows less."""
    if isinstance(value, tuple) and all(isinstance(visit, tuple) for visit in value):
        visits = [st.tuples(st.just(country), st.sampled_from((day, None))) for country, day in value]
        return st.one_of(st.just(value), st.tuples(*visits), st.none())
    return st.sampled_from((value, None))


# Rules without a file -------------------------------------------------------------------------------------------------


def model_rule(rule: Rule, law: Law) -> ModelRule:
    """The rule as a loaded pack has it."""
    condition = ForSome.of(rule.when, rule.must) if rule.when and rule.must else rule.must or rule.when
    assert condition is not None
    return ModelRule(
        id=rule.name,
        pack="us/visit",
        kind=RuleKind(rule.kind),
        of_activity=law.about_activity(rule),
        title=Text(rule.name, rule.name),
        condition=condition,
        first_day=rule.first,
        last_day=rule.last,
        announced=rule.announced,
        proof=(),
        instead=None,
        law=("law-1",),
        confidence="high",
        waivable=True,
        note=None,
        place=NOWHERE,
    )


def epoch_of(law: Law, day: str = DAYS[0]) -> Epoch:
    """All rules of a law, with the parameters of one day, ready to judge."""
    values = values_on(law.parameters, day, "9999-12-31")
    return Epoch([model_rule(rule, law) for rule in law.rules], values, day)
