"""Packs beside those they were: their heads, and every rule."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kvcheck.conditions import comparisons
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.language.text import Text
from kvcheck.model import Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packs.own import NUMBERS
from kvcheck.packs.rules import ALWAYS, OPEN, SECTIONS
from kvcheck.packtools.diff import entries, files, strength, terms
from kvcheck.packtools.diff.members import shown
from kvcheck.packtools.diff.parameters import Numbers
from kvcheck.packtools.diff.rulebook import Rulebook
from kvcheck.packtools.diff.value import Change, Done, Effect, Part, Sort, together
from kvcheck.packtools.mutants import shifted
from kvcheck.packtools.possible import OTHER
from kvcheck.source import Node
from kvcheck.telling import labels
from kvcheck.telling.sentences import value_of

_CONDITIONS = ("when", "must")
_HEAD_EFFECTS: Mapping[str, Effect] = {
    "extends": Effect.OPEN, "layer": Effect.OPEN, "class": Effect.OPEN, "requires": Effect.NONE,
    "facts": Effect.OPEN,
}  # fmt: skip
"""Keys of the head of a pack that bear on verdicts; `applies_to` is weighed by itself."""


Asking = Callable[[list[str]], Mapping[str, list[Rule]]]
"""Finds the rules that ask for some numbers, by the names of those."""


class Packs:
    """The packs of two states of the rules."""

    def __init__(self, old: Rulebook, new: Rulebook, known: Library, asking: Asking) -> None:
        """`known` has the facts and numbers of both, `asking` finds the rules of both that ask for some numbers."""
        self._old, self._new, self._known, self._asking = old, new, known, asking
        self.problems: list[Problem] = []
        """What could not be read as rules."""

    def changes(self, name: str, before: Node | None, now: Node | None) -> Iterator[Change]:
        """What changed of one pack, whose file holds this; None where it is not there."""
        there = now if now is not None else before
        assert there is not None
        if before is None or now is None:
            done = Done.ADDED if before is None else Done.REMOVED
            yield Change(Sort.PACK, name, entries.text_of(there, "name"), done, Effect.NONE, (), there.place)
        else:
            head = tuple(self._head(before, now))
            if head:
                effect = together(each.effect for each in head)
                yield Change(Sort.PACK, name, entries.text_of(there, "name"), Done.CHANGED, effect, head, there.place)
            yield from self._numbers(name, files.section(before, NUMBERS), files.section(now, NUMBERS))
        yield from self._rules(name, before, now)

    def _head(self, before: Node, now: Node) -> Iterator[Part]:
        for key in [*before, *(each for each in now if each not in before)]:
            if key in (*SECTIONS, NUMBERS):
                continue
            if key == "applies_to" and before.get(key) != now.get(key):
                effect = _applies(before.get(key), now.get(key))
            else:
                effect = _HEAD_EFFECTS.get(key, Effect.NONE)
            yield from entries.parts(before.get(key), now.get(key), (key,), effect)

    def _numbers(self, name: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
        """What became of the numbers of a company: its own, and those of the law that it sets for itself."""
        moved = [each for each in dict.fromkeys((*now, *before)) if before.get(each) != now.get(each)]
        if not moved:
            return
        asking, numbers = self._asking(moved), [each.library.parameters for each in (self._old, self._new)]
        own = Numbers(numbers[0], numbers[1], self._known, asking)
        for each in moved:
            old, new = before.get(each), now.get(each)
            if isinstance(old, Node) or isinstance(new, Node):
                change = own.change(each, *(one if isinstance(one, Node) else None for one in (old, new)))
                yield change._replace(name=f"{name}/{each}")
                continue
            law = self._known.parameters[each].values[-1].value if each in self._known.parameters else None
            sides = [law if value is None else value for value in (old, new)]
            effect = strength.of_value(each, sides[0], sides[1], self._known, asking.get(each, []))
            title = self._known.parameters[each].title if each in self._known.parameters else Text(each, each)
            part = Part(f"{NUMBERS}.{each}", title, _number(old), _number(new), effect)
            place = self._place(name, each, there=new is not None)
            yield Change(Sort.PARAMETER, f"{name}/{each}", title, part.done, effect, (part,), place)

    def _place(self, name: str, number: str, *, there: bool) -> Place:
        """Where a number stands in the file of a pack."""
        root = (self._new if there else self._old).root_of(name)
        place: Place = root[NUMBERS].key_place(number)
        return place

    def _rules(self, name: str, before: Node | None, now: Node | None) -> Iterator[Change]:
        old, new = _entries(before), _entries(now)
        made = self._made(self._old, name, before), self._made(self._new, name, now)
        for each in [*new, *(gone for gone in old if gone not in new)]:
            one, other = old.get(each), new.get(each)
            if one == other:
                continue
            rules = made[0].get(each), made[1].get(each)
            yield self._rule(f"{name}/{each}", one, other, rules, whole=before is None or now is None)

    def _made(self, book: Rulebook, name: str, node: Node | None) -> dict[str, Rule]:
        """The rules of a pack by id; none of one that cannot be read, whose problems are kept."""
        if node is None or name in book.unread:
            return {}
        try:
            return {rule.id: rule for rule in book.library.pack(name).rules}
        except CannotCheck as error:
            self.problems += error.problems
            return {}

    def _rule(
        self,
        name: str,
        before: tuple[RuleKind, Node] | None,
        now: tuple[RuleKind, Node] | None,
        rules: tuple[Rule | None, Rule | None],
        *,
        whole: bool,
    ) -> Change:
        """What became of one rule, given its section and entry in both files, and the rules that could be read of them.

        `whole` is whether its pack came or went as a whole: then it is enough that it did.
        """
        old, new = rules
        kind, entry = now or before or (RuleKind.BAR, Node())
        title = entries.text_of(entry, "title")
        if before is None or now is None:
            effect = strength.of_presence(kind, there=now is not None)
            rule = new if now is not None else old
            found = () if whole else tuple(self._whole(kind, rule, there=now is not None))
            done = Done.ADDED if before is None else Done.REMOVED
            return Change(Sort.RULE, name, title, done, effect, found, entry.place, _first(old, new))
        found = tuple(self._otherwise(before, now, old, new))
        example: tuple[Text, ...] = ()
        effects = [each.effect for each in found]
        if old is not None and new is not None and old.condition != new.condition:
            weighed = strength.of_condition(kind, old.condition, new.condition, self._known)
            effects.append(weighed.effect)
            asked = _asked_otherwise(old, new)
            shown = {name: each for name, each in weighed.example.items() if name in asked} or weighed.example
            example = tuple(self._example(shown))
        return Change(
            Sort.RULE, name, title, Done.CHANGED, together(effects), found, entry.place, _first(old, new), example
        )

    def _whole(self, kind: RuleKind, rule: Rule | None, *, there: bool) -> Iterator[Part]:
        """What a rule that came or went says: its kind, its days, its condition."""

        def part(key: str, what: Text, said: Text) -> Part:
            return Part(key, what, None if there else said, said if there else None)

        yield part("kind", Text("kind", "종류"), labels.KINDS[kind])
        if rule is None:
            return
        if (rule.first_day, rule.last_day) != (ALWAYS, OPEN):
            yield part("in_force", entries.KEYS["in_force"], _span(rule))
        library = (self._new if there else self._old).library
        for each in terms.said(_key(rule), rule.condition, library):
            yield each if there else each._replace(before=each.now, now=None)
        for key, names in (("proof", rule.proof), ("law", rule.law)):
            if names:
                yield part(key, entries.KEYS[key], shown(list(names)))

    def _otherwise(
        self, before: tuple[RuleKind, Node], now: tuple[RuleKind, Node], old: Rule | None, new: Rule | None
    ) -> Iterator[Part]:
        """What of a rule is otherwise."""
        (old_kind, one), (kind, other) = before, now
        if old_kind is not kind:
            effect = strength.of_kind(old_kind, kind)
            yield Part("kind", Text("kind", "종류"), labels.KINDS[old_kind], labels.KINDS[kind], effect)
        conditions = False
        for key in [*one, *(each for each in other if each not in one)]:
            if one.get(key) == other.get(key):
                continue
            if key in _CONDITIONS and old is not None and new is not None:
                if not conditions:  # both keys of a limit make one condition
                    was, is_now = (old.condition, self._old.library), (new.condition, self._new.library)
                    yield from terms.compared(_key(new), was, is_now)
                conditions = True
            elif key == "in_force" and old is not None and new is not None:
                effect = strength.of_days(kind, (old.first_day, old.last_day), (new.first_day, new.last_day))
                if key in one and key in other:
                    yield from entries.parts(one[key], other[key], (key,), effect)
                else:
                    yield Part(key, entries.KEYS[key], _span(old), _span(new), effect)
            elif key == "announced" and old is not None and new is not None:
                # one that becomes known later is not judged by until then
                effect = strength.of_days(kind, (old.announced, ""), (new.announced, ""))
                yield from entries.parts(one.get(key), other.get(key), (key,), effect)
            elif key == "waivable":
                effect = Effect.TIGHTENED if other.get(key) is False else Effect.LOOSENED
                yield from entries.parts(one.get(key, True), other.get(key, True), (key,), effect)
            else:
                effect = Effect.OPEN if key in _CONDITIONS else Effect.NONE
                yield from entries.parts(one.get(key), other.get(key), (key,), effect)

    def _example(self, facts: Mapping[str, Any]) -> Iterator[Text]:
        """Facts for which a rule comes out otherwise than before, in words."""
        for name, value in facts.items():
            fact = self._known.facts.get(name)
            if fact is not None and value is not None:
                said = _ANOTHER if value == OTHER else value_of(fact, value)
                yield Text("{title}: {value}", "{title}: {value}", title=fact.title, value=said)


def _number(value: Any) -> Text | None:
    return shown(value) if value is not None else None


_ANOTHER = Text("another one", "그 밖의 값")


def _asked_otherwise(old: Rule, new: Rule) -> frozenset[str]:
    """The facts that only one of two rules asks for, or asks for otherwise."""
    one, other = (set(comparisons(each.condition)) for each in (old, new))
    return frozenset(each.fact for each in one ^ other)


def _key(rule: Rule) -> str:
    """The key under which the condition of a rule stands."""
    return "must" if rule.kind is RuleKind.LIMIT else "when"


def _entries(node: Node | None) -> dict[str, tuple[RuleKind, Node]]:
    """The rules of a pack as they are written, by id, each with its kind."""
    if node is None:
        return {}
    return {
        name: (kind, entry)
        for section, kind in SECTIONS.items()
        if isinstance(node.get(section), Node)
        for name, entry in node[section].items()
        if isinstance(entry, Node)
    }


def _span(rule: Rule) -> Text:
    """The days on which a rule is law, as people read them."""
    if (rule.first_day, rule.last_day) == (ALWAYS, OPEN):
        return Text("always", "항상")
    first, last = rule.first_day or "…", rule.last_day if rule.last_day < OPEN else "…"
    return Text("{first} – {last}", "{first} – {last}", first=first, last=last)


def _first(old: Rule | None, new: Rule | None) -> str:
    """The first day on which a rule is law before or after a change; of one that only ends otherwise, its end."""
    days = [each for each in (old, new) if each is not None]
    if old is not None and new is not None:
        same = old.condition == new.condition and old.first_day == new.first_day
        if same and old.last_day != new.last_day:
            return shifted(min(old.last_day, new.last_day), 1)
    return min((each.first_day for each in days), default=ALWAYS)


def _applies(before: list[str] | None, now: list[str] | None) -> Effect:
    """What it does that a policy is about other classes; it is about every class where none is named."""
    old, new = set(before or ()), set(now or ())
    more = not new or (bool(old) and bool(new - old))
    fewer = bool(new) and (not old or bool(old - new))
    return together([*([Effect.TIGHTENED] if more else []), *([Effect.LOOSENED] if fewer else [])])
