"""Whether a change loosens the rules or tightens them, as far as that can be told without a plan.

Two conditions are told apart by facts for which one holds and the other does not; they are searched for among all
that the conditions can tell apart, so that none found means that there are none.
"""

from copy import copy
from typing import Any

from kvcheck.conditions import Condition, Reference, bind, comparisons, truth
from kvcheck.frozen import NamedTuple
from kvcheck.model import Parameter, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packtools.diff.value import Effect, together
from kvcheck.packtools.possible import Facts, TooManyFacts, differing, holding, latest

PERMITS = (RuleKind.GRANT, RuleKind.LIMIT)
"""Kinds of rules that are softer the easier they hold; the others the harder."""
_WEIGHT = {RuleKind.RISK: 0, RuleKind.DOUBT: 1, RuleKind.BAR: 2}
"""How hard a rule that stands in the way is."""


class Strength(NamedTuple):
    """What a change of a condition does, and facts that show it."""

    effect: Effect
    example: Facts


_NOTHING = Strength(Effect.NONE, {})


def of_condition(kind: RuleKind, before: Condition, now: Condition, library: Library) -> Strength:
    """What it does that a rule of a kind has another condition; a risk warns of more or less, and decides nothing."""
    if before == now or kind is RuleKind.RISK:
        return _NOTHING
    before, now = latest(before, library), latest(now, library)
    try:
        more = holding((before, now), (False, True), library)
        less = holding((before, now), (True, False), library)
        if more is None and less is None:
            return _by_what_is_open(kind, before, now, library)
    except TooManyFacts:
        return Strength(Effect.OPEN, {})
    effects = [_way(kind, more=way) for way, found in ((True, more), (False, less)) if found is not None]
    loosening = more if kind in PERMITS else less
    return Strength(together(effects), loosening or more or less or {})


def _way(kind: RuleKind, *, more: bool) -> Effect:
    """What it does that a rule holds in more cases, or in fewer."""
    if kind is RuleKind.RISK:
        return Effect.NONE
    return Effect.LOOSENED if more is (kind in PERMITS) else Effect.TIGHTENED


def _by_what_is_open(kind: RuleKind, before: Condition, now: Condition, library: Library) -> Strength:
    """Of conditions that come out alike where everything is known: whether one has to know more than the other."""
    found = differing(before, now, library)
    if found is None:
        return Strength(Effect.SAME, {})
    rank = {False: 0, None: 1, True: 2}
    return Strength(_way(kind, more=rank[truth(now, found)] > rank[truth(before, found)]), found)


def of_days(kind: RuleKind, before: tuple[str, str], now: tuple[str, str]) -> Effect:
    """What it does that a rule is law on other days, from the first to the last; it counts for most on more of them."""
    more = now[0] < before[0] or now[1] > before[1]
    fewer = now[0] > before[0] or now[1] < before[1]
    if kind is RuleKind.LIMIT:  # a limit that is not in force asks nothing
        more, fewer = fewer, more
    return together([_way(kind, more=way) for way, so in ((True, more), (False, fewer)) if so])


def of_presence(kind: RuleKind, *, there: bool) -> Effect:
    """What it does that a rule came, or went."""
    if kind is RuleKind.LIMIT:
        return Effect.TIGHTENED if there else Effect.LOOSENED
    return _way(kind, more=there)


def of_kind(before: RuleKind, now: RuleKind) -> Effect:
    """What it does that a rule became one of another kind."""
    if before in _WEIGHT and now in _WEIGHT:
        return Effect.LOOSENED if _WEIGHT[now] < _WEIGHT[before] else Effect.TIGHTENED
    gone, come = of_presence(before, there=False), of_presence(now, there=True)
    return together([gone, come])


def both(before: Library, now: Library) -> Library:
    """A library that knows the facts and numbers of both, for conditions of either."""
    known = copy(now)
    known.facts = {**before.facts, **now.facts}
    known.parameters = {**before.parameters, **now.parameters}
    return known


def of_value(name: str, before: Any, now: Any, library: Library, rules: list[Rule]) -> Effect:
    """What it does that a parameter has another value on some day, by the rules that ask for it; None is no value."""
    effects = []
    for rule in rules:
        if before is None or now is None:
            effects.append(Effect.OPEN)  # a rule that has no number to ask for is open
            continue
        old, new = (_bound(rule.condition, name, value, library) for value in (before, now))
        effects.append(of_condition(rule.kind, old, new, library).effect)
    return together(effects)


def _bound(condition: Condition, name: str, value: Any, library: Library) -> Condition:
    """A condition with a value of one parameter, and the latest of the others."""
    latest = {each: parameter.values[-1].value for each, parameter in library.parameters.items()}
    return bind(condition, {**latest, name: value})


def asking(library: Library, pack: str) -> dict[str, list[Rule]]:
    """The rules of a pack that ask for each parameter. Raises CannotCheck if it cannot be read."""
    found: dict[str, list[Rule]] = {}
    for rule in library.pack(pack).rules:
        names = {each.operand.name for each in comparisons(rule.condition) if isinstance(each.operand, Reference)}
        for name in sorted(names & library.parameters.keys()):
            found.setdefault(name, []).append(rule)
    return found


def days_of(*parameters: Parameter) -> list[str]:
    """Every day on which a value of one of them starts."""
    return sorted({value.first for each in parameters for value in each.values})
