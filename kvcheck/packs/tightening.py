"""Numbers of the law that a company sets for itself: rules of law, held to a stricter number as its own.

The law stays what it is and is judged by as it is. What the company adds are copies of the rules of law that read the
number, with its own number in place of that of the law: so nothing that it sets can make an answer softer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kvcheck.conditions import All, AnyOf, Comparison, Condition, ForSome, Not, Reference, bind, reads
from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.model import Pack, Parameter, Rule, RuleKind, Tightened
from kvcheck.packs.own import clashes, declared_at

if TYPE_CHECKING:
    from kvcheck.packs.library import Library

_MORE_IF_LOWER = frozenset({"more_than", "at_least"})
_MORE_IF_HIGHER = frozenset({"less_than", "at_most"})
"""Operators that hold more often the lower, or the higher, the number is."""
_CLASS = "trip.class"


class Law:
    """The rules of law that a company may hold its own people to more strictly."""

    def __init__(self, chains: Mapping[str, Sequence[Pack]], sides: Sequence[Pack]) -> None:
        """The packs of each class of entry, by its name, and packs of law beside them."""
        self._classes: dict[str, list[str]] = {}
        packs: dict[str, Pack] = {}
        for admitted, chain in chains.items():
            for pack in (*chain, *(side for side in sides if not side.applies_to or admitted in side.applies_to)):
                self._classes.setdefault(pack.name, []).append(admitted)
                packs[pack.name] = pack
        self._rules = [rule for pack in packs.values() for rule in pack.rules]

    def reading(self, name: str) -> list[Rule]:
        """The rules that read a number, those first that decide."""
        found = [rule for rule in self._rules if name in reads(rule.condition)]
        return sorted(found, key=lambda rule: rule.kind is RuleKind.RISK)

    def applies_to(self, rule: Rule) -> Sequence[str]:
        """The classes of entry to which a rule applies."""
        return self._classes[rule.pack]


def with_own(library: "Library", pack: Pack) -> Pack:
    """A company's pack with the rules of law that it holds to stricter numbers. Its facts and numbers can be looked up
    in the library from now on. CannotCheck if a number is not stricter, or a name is taken.
    """
    problems = [*clashes(pack, library.facts, library.parameters)]
    rules = own_rules(pack, law_of(library), library.law_parameters, problems) if pack.tightened else ()
    if problems:
        raise CannotCheck(problems)
    if pack.facts or pack.numbers:
        library.facts = {**library.facts, **pack.facts}
        library.parameters = {**library.parameters, **pack.numbers}
    return pack._replace(rules=(*pack.rules, *rules))


def law_of(library: "Library") -> Law:
    """The rules of law by the classes they apply to; only a company that goes beyond them asks for it."""
    chains = {each: library.chain_of(each) for each in library.classes_written}
    return Law(chains, [library.pack(name) for name in library.side_names])


def own_rules(pack: Pack, law: Law, numbers: Mapping[str, Parameter], problems: list[Problem]) -> tuple[Rule, ...]:
    """The rules of law that a policy pack holds to stricter numbers, as rules of the pack.

    A number that would loosen a rule is a problem, and so is one that no rule compares with.
    """
    meant = {each.name: each for each in pack.tightened}
    stricter: dict[str, Rule] = {}
    for each in pack.tightened:
        rules = [rule for rule in law.reading(each.name) if _classes(rule, pack, law)]
        now = numbers[each.name].on(pack.reviewed, pack.reviewed)
        effects = {rule.name: effect for rule in rules if (effect := _effect(rule, each, now)) is not None}
        deciding = [rule for rule in rules if rule.name in effects and rule.kind is not RuleKind.RISK]
        loosened = [rule for rule in (deciding or rules) if effects.get(rule.name) is False]
        if not effects:
            problems.append(_unread(pack, each))
        elif loosened and (deciding or all(not effect for effect in effects.values())):
            problems.append(_loosens(pack, each, loosened[0], now))
        elif each.value != now:
            stricter.update({rule.name: rule for rule in rules if effects.get(rule.name)})
    return tuple(_held(rule, pack, meant, numbers, _classes(rule, pack, law)) for rule in stricter.values())


def _classes(rule: Rule, pack: Pack, law: Law) -> tuple[str, ...]:
    """The classes of entry for which a pack speaks and to which a rule of law applies."""
    return tuple(each for each in law.applies_to(rule) if not pack.applies_to or each in pack.applies_to)


def _effect(rule: Rule, number: Tightened, now: Any) -> bool | None:
    """Whether a rule is stricter with a company's number than with that of the law; None if that cannot be said.

    An equal number is taken for stricter.
    """
    ways = set(_ways(rule.condition, number.name, eases=True))
    if now is None or rule.kind is RuleKind.GRANT or len(ways) != 1 or None in ways:
        return None
    [more_if_lower] = ways
    holds_more = number.value == now or (number.value < now) is more_if_lower
    holds_less = number.value == now or (number.value < now) is not more_if_lower
    return holds_less if rule.kind is RuleKind.LIMIT else holds_more


def _ways(condition: Condition, name: str, *, eases: bool) -> Iterator[bool | None]:
    """For each comparison with the number: whether the condition holds more often the lower it is."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _ways(part, name, eases=eases)
        case Not(part):
            yield from _ways(part, name, eases=not eases)
        case Comparison(_, operator, Reference(target)) if target == name:
            known = operator in _MORE_IF_LOWER | _MORE_IF_HIGHER
            yield (operator in _MORE_IF_LOWER) is eases if known else None


def _held(
    rule: Rule,
    pack: Pack,
    meant: Mapping[str, Tightened],
    numbers: Mapping[str, Parameter],
    classes: tuple[str, ...],
) -> Rule:
    """A rule of law as a rule of a company, with the company's numbers; for the classes to which it applies."""
    own = {name: each for name, each in meant.items() if name in reads(rule.condition)}
    condition = bind(rule.condition, {name: each.value for name, each in own.items()})
    about: Condition = Comparison(_CLASS, "in", frozenset(classes), many=False)
    said = [_said(numbers[name], each.value, pack.reviewed) for name, each in own.items()]
    place = next(iter(own.values())).place
    return rule._replace(
        id=f"{rule.pack.removeprefix('us/').replace('/', '.')}.{rule.id}",
        pack=pack.name,
        title=Text("{title} ({said})", "{title}({said})", title=rule.title, said=_joined(said)),
        condition=ForSome.of(about, condition) if rule.kind is RuleKind.LIMIT else All((about, condition)),
        waivable=True,
        place=place,
        after=rule.name,
    )


def _said(parameter: Parameter, value: Any, day: str) -> Text:
    return Text("company: {value}, law: {law}", "회사 {value}, 법령 {law}", value=value, law=parameter.on(day, day))


def _joined(said: list[Text]) -> Text:
    found, *others = said
    for each in others:
        found = Text("{one}; {other}", "{one}; {other}", one=found, other=each)
    return found


def _unread(pack: Pack, number: Tightened) -> Problem:
    message = Text(
        "no rule of a class is stricter or looser by `{name}`, so a policy cannot set it",
        "`{name}`{:은} 체류자격 규칙의 엄격함을 정하는 수치가 아니므로 정책에서 정할 수 없습니다",
        name=number.name,
    )
    return declared_at(pack, number.place, message)


def _loosens(pack: Pack, number: Tightened, rule: Rule, now: Any) -> Problem:
    message = Text(
        "`{name}: {value}` is looser than the law, which has {now}: `{rule}` would ask less",
        "`{name}: {value}`{:은} 법령({now})보다 느슨합니다. `{rule}` 규칙이 완화됩니다",
        name=number.name, value=number.value, now=now, rule=rule.name,
    )  # fmt: skip
    higher = number.value < now
    way = Text("or more", "이상") if higher else Text("or less", "이하")
    hint = Text(
        "a policy may only tighten: write {now} {way}",
        "정책은 더 엄격하게만 정할 수 있습니다. {now} {way}의 값을 적으십시오",
        now=now,
        way=way,
    )
    return declared_at(pack, number.place, message, hint)
