"""Where each part of a condition stands in the file of its pack: a tree of places with the shape of the condition."""

from typing import Any

from kvcheck.conditions import Condition, Not
from kvcheck.errors import Place
from kvcheck.frozen import NamedTuple
from kvcheck.model import Rule, RuleKind
from kvcheck.source import Items, Node


class Located(NamedTuple):
    """The place of one part of a condition, and of what it is made of."""

    place: Place
    parts: tuple["Located", ...] = ()
    """Of `all`, `any` and `not`: of each condition inside, in their order."""
    values: tuple[tuple[str, Place], ...] = ()
    """Of a comparison with a list: each of its values, as text, with its place."""

    def at(self, steps: tuple[int, ...]) -> "Located":
        """The part that these numbers lead to, each that of a part inside the one before."""
        found = self
        for step in steps:
            found = found.parts[step]
        return found


def located(rule: Rule, entry: Node) -> Located:
    """The places of a rule's condition, given the entry of the rule in its file."""
    made = {key: _condition(entry[key], entry.value_place(key)) for key in ("when", "must") if key in entry}
    if rule.kind is RuleKind.LIMIT and len(made) == 2:
        return Located(entry.place, (Located(made["when"].place, (made["when"],)), made["must"]))
    return next(iter(made.values()), Located(entry.place))


def _condition(raw: Any, place: Place) -> Located:
    parts = [part for key in raw for part in _entry(raw, key)] if isinstance(raw, Node) else []
    return parts[0] if len(parts) == 1 else Located(place, tuple(parts))


def _entry(raw: Node, key: str) -> list[Located]:
    value, place = raw[key], raw.value_place(key)
    here = raw.key_place(key)
    if key in ("all", "any") and isinstance(value, Items):
        return [Located(here, tuple(_condition(each, value.item_place(at)) for at, each in enumerate(value)))]
    if key == "not":
        return [Located(here, (_condition(value, place),))]
    if isinstance(value, Node):
        return [_comparison(value[name], value.key_place(name)) for name in value]
    return [_comparison(value, here)]


def _comparison(value: Any, place: Place) -> Located:
    listed = value if isinstance(value, Items) else ()
    return Located(place, values=tuple((str(each), value.item_place(at)) for at, each in enumerate(listed)))


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """What a condition is made of; nothing for a comparison."""
    return (condition.part,) if isinstance(condition, Not) else getattr(condition, "parts", ())
