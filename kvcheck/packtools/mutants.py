"""Rules with one thing changed, one at a time: what a case has to notice.

Each condition is dropped and turned, each bound moved by one, each member of a list taken out, each day moved by one.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from kvcheck.conditions import All, AnyOf, Comparison, Condition, ForSome, Not, bind, reads
from kvcheck.errors import Place
from kvcheck.frozen import NamedTuple
from kvcheck.model import Pack, Parameter, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packs.rules import OPEN
from kvcheck.packtools.located import Located, located
from kvcheck.source import Items

DECIDING = (RuleKind.GRANT, RuleKind.BAR, RuleKind.LIMIT, RuleKind.DOUBT)
_PERMITS = (RuleKind.GRANT, RuleKind.LIMIT)
"""Kinds of rules that are softer the easier they hold; the others the harder."""


class Mutant(NamedTuple):
    """A rule, or a number of the law, with one thing changed."""

    about: str
    """The full name of the rule, or the name of the parameter."""
    path: str
    """Where something was changed, and into what: `/all/2`."""
    place: Place
    softer: bool
    """Whether a rule that decides permits more so: the change that does most harm."""
    changed: Rule | Parameter


class _Change(NamedTuple):
    """A condition with one thing changed."""

    path: str
    place: Place
    eases: bool | None
    """Whether it holds more often; None if sometimes more and sometimes less."""
    condition: Condition


def mutants_of(library: Library, name: str) -> Iterator[Mutant]:
    """Every mutant of the rules of a pack, in the order of its file."""
    pack, root = library.pack(name), library.rules_of(name)
    for rule in pack.written:
        entry = root[f"{rule.kind}s"][rule.id]
        for each in _changes(rule.condition, located(rule, entry), eases=True, path=""):
            softer = rule.kind in DECIDING and each.eases is (rule.kind in _PERMITS)
            yield Mutant(rule.name, each.path, each.place, softer, rule._replace(condition=each.condition))
        place = entry.value_place("in_force") if "in_force" in entry else rule.place
        for path, moved in _other_days(rule):
            yield Mutant(rule.name, path, place, softer=False, changed=moved)
    for rule in pack.rules:
        if rule.after:
            yield from _other_numbers(library, pack, rule)


def _other_numbers(library: Library, pack: Pack, rule: Rule) -> Iterator[Mutant]:
    """A rule of law that a company holds to its own numbers, with each of them moved by one."""
    law = library.rule(rule.after)
    assert law is not None
    for each in pack.tightened:
        now = library.law_parameters[each.name].on(pack.reviewed, pack.reviewed)
        for by in (-1, 1) if each.name in reads(law.condition) else ():
            values = {own.name: own.value for own in pack.tightened} | {each.name: each.value + by}
            held = bind(law.condition, values)
            whole = rule.condition
            moved: Condition = ForSome.of(whole.when, held) if isinstance(whole, ForSome) else held
            if isinstance(whole, All):
                moved = All((whole.parts[0], held))
            softer = rule.kind in DECIDING and (by > 0) is (now > each.value)
            yield Mutant(rule.name, f"/${each.name}{by:+d}", each.place, softer, rule._replace(condition=moved))


def _other_days(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with its first or last day moved by one."""
    for by in (-1, 1):
        if rule.first_day:
            moved = shifted(rule.first_day, by)
            announced = moved if rule.announced == rule.first_day else rule.announced
            yield f"/from{by:+d}", rule._replace(first_day=moved, announced=announced)
        if rule.last_day < OPEN:
            yield f"/until{by:+d}", rule._replace(last_day=shifted(rule.last_day, by))


def shifted(day: str, days: int) -> str:
    """The day so many days after another."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


# Conditions -----------------------------------------------------------------------------------------------------------


def _changes(condition: Condition, places: Located, *, eases: bool, path: str) -> Iterator[_Change]:
    """A condition with one thing changed; `eases`: what holds more often inside makes it hold more often."""
    if isinstance(condition, Comparison):
        yield _Change(f"{path}/{condition.fact}/turned", places.place, None, Not(condition))
        yield from _comparisons(condition, places, eases=eases, path=f"{path}/{condition.fact}")
    elif isinstance(condition, Not):
        for each in _changes(condition.part, places.parts[0], eases=not eases, path=f"{path}/not"):
            yield each._replace(condition=Not(each.condition))
    else:
        kind, every = type(condition), isinstance(condition, All)
        for at, part in enumerate(condition.parts):
            here, place = f"{path}/{'all' if every else 'any'}/{at}", places.parts[at]
            before, after = condition.parts[:at], condition.parts[at + 1 :]
            if len(condition.parts) > 1:
                rest = (*before, *after)
                left = AnyOf(rest) if isinstance(condition, ForSome) else kind(rest)
                yield _Change(here, place.place, eases is every, left)
            for each in _changes(part, place, eases=eases, path=here):
                yield each._replace(condition=kind((*before, each.condition, *after)))


_WITH_THE_EDGE = {"more_than": "at_least", "less_than": "at_most", "before": "on_or_before", "after": "on_or_after"}
_WITHOUT_IT = {wide: narrow for narrow, wide in _WITH_THE_EDGE.items()}
_MORE_IF_LOWER = {"more_than", "at_least", "after", "on_or_after"}
_MORE_IF_HIGHER = {"less_than", "at_most", "before", "on_or_before"}


def _comparisons(comparison: Comparison, places: Located, *, eases: bool, path: str) -> Iterator[_Change]:
    """A comparison with its edge or its bound moved by one, or with one value less."""
    fact, operator, operand, many = comparison.fact, comparison.operator, comparison.operand, comparison.many

    def change(name: str, *, more: bool | None, place: Place, op: str = operator, value: object = operand) -> _Change:
        holds_more = None if more is None else more is eases
        return _Change(f"{path}/{name}", place, holds_more, Comparison(fact, op, value, many))

    for table, more in ((_WITH_THE_EDGE, True), (_WITHOUT_IT, False)):
        if operator in table:
            yield change(table[operator], more=more, place=places.place, op=table[operator])
    for by in (-1, 1):
        value = _moved(operand, by)
        if value is not None and operator in _MORE_IF_LOWER | _MORE_IF_HIGHER:
            yield change(f"{by:+d}", more=(by < 0) is (operator in _MORE_IF_LOWER), place=places.place, value=value)
    if isinstance(operand, frozenset) and len(operand) > 1:
        where = dict(places.values)
        for each in sorted(operand):
            place = where.get(str(each), places.place)
            yield change(str(each), more=operator == "not_in", place=place, value=operand - {each})


def _moved(value: Any, by: int) -> Any:
    """A number or a day moved by one; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value + by
    try:
        return shifted(value, by) if isinstance(value, str) else None
    except ValueError:
        return None


# Numbers and lists of the law -----------------------------------------------------------------------------------------


def mutants_of_parameters(library: Library, names: Iterable[str]) -> Iterator[Mutant]:
    """Every mutant of these parameters: each day and number moved by one, each member of a list taken out."""
    root = library.root_of("us/parameters.yaml")["parameters"]
    for name in names:
        parameter = library.parameters[name]
        yield from _of_law(parameter, root[name]["values"]) if name in root else _own_number(parameter)


def _of_law(parameter: Parameter, listed: Items) -> Iterator[Mutant]:
    """A number or list of the law, whose values are `listed` in its file."""
    for at, dated in enumerate(parameter.values):
        place = listed.item_place(at)

        def changed(
            path: str, at: int = at, place: Place = place, parameter: Parameter = parameter, **new: Any
        ) -> Mutant:
            values = list(parameter.values)
            values[at] = values[at]._replace(**new)
            return Mutant(
                parameter.name,
                f"/{at}/{path}",
                place,
                softer=False,
                changed=parameter._replace(values=tuple(values)),
            )

        for by in (-1, 1):
            first = shifted(dated.first, by)
            known = first if dated.known == dated.first else dated.known
            yield changed(f"from{by:+d}", first=first, known=known)
            if (value := _moved(dated.value, by)) is not None:
                yield changed(f"{by:+d}", value=value)
        if isinstance(dated.value, list):
            for member in dated.value:
                yield changed(str(member), value=[each for each in dated.value if each != member])
        elif isinstance(dated.value, dict):
            for member, day in dated.value.items():
                yield changed(str(member), value={key: each for key, each in dated.value.items() if key != member})
                for by in (-1, 1):
                    if (moved := _moved(day, by)) is not None:
                        yield changed(f"{member}{by:+d}", value={**dated.value, member: moved})


def _own_number(parameter: Parameter) -> Iterator[Mutant]:
    """A company's own number, which has one value, moved by one."""
    [value] = parameter.values
    for by in (-1, 1):
        changed = parameter._replace(values=(value._replace(value=value.value + by),))
        yield Mutant(parameter.name, f"/{by:+d}", parameter.place, softer=False, changed=changed)


def with_rule(pack: Pack, changed: Rule) -> Pack:
    """A pack with a changed rule in place of its own."""
    rules = tuple(changed if each.name == changed.name else each for each in pack.rules)
    return pack._replace(rules=rules)
