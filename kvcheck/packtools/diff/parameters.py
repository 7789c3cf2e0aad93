"""Numbers and lists of the law beside those they were: which value moved, which day, which member."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.language.text import Text
from kvcheck.model import Parameter, Rule
from kvcheck.packs import Library
from kvcheck.packtools.diff import entries, strength
from kvcheck.packtools.diff.members import gained_and_lost, shown
from kvcheck.packtools.diff.value import Change, Done, Effect, Part, Sort, together
from kvcheck.source import Node


class Numbers:
    """The numbers and lists of two states of the rules."""

    def __init__(
        self,
        old: Mapping[str, Parameter],
        new: Mapping[str, Parameter],
        known: Library,
        asking: Mapping[str, list[Rule]],
    ) -> None:
        """The numbers as far as they could be read; `known` has the facts and numbers of both, `asking` are the rules
        of both that ask for each of them.
        """
        self._old, self._new, self._known, self._asking = old, new, known, asking

    def change(self, name: str, before: Node | None, now: Node | None) -> Change:
        """What became of one of them, as its file holds it; None where it is not there."""
        entry = now if now is not None else before
        assert entry is not None
        title = entries.text_of(entry, "title")
        if before is None or now is None:
            done = Done.ADDED if before is None else Done.REMOVED
            return Change(Sort.PARAMETER, name, title, done, Effect.OPEN, (), entry.place)
        found: list[Part] = []
        for key in [*before, *(each for each in now if each not in before)]:
            if key not in _VALUES:
                found += entries.parts(before.get(key), now.get(key), (key,), Effect.NONE)
        unit = entries.text_of(now, "unit") if "unit" in now else None
        found += _of_values(_by_day(before), _by_day(now), unit)
        old, new = self._old.get(name), self._new.get(name)
        effect, first = self._weighed(name, old, new)
        moved = any(before.get(key) != now.get(key) for key in _VALUES)
        return Change(
            Sort.PARAMETER, name, title, Done.CHANGED, effect if moved else Effect.NONE, tuple(found), entry.place,
            first if moved else "",
        )  # fmt: skip

    def _weighed(self, name: str, old: Parameter | None, new: Parameter | None) -> tuple[Effect, str]:
        """What another value does on the days on which there is one, and the first of those days."""
        rules = self._asking.get(name, [])
        effects, first = [], ""
        if old is None or new is None:
            return Effect.OPEN, ""
        for day in strength.days_of(old, new):
            was, is_now = old.on(day, _EVER), new.on(day, _EVER)
            if was != is_now:
                first = first or day
                known = strength.of_value(name, was, is_now, self._known, rules) if rules else Effect.OPEN
                effects.append(known)
        if not effects and old != new:  # such as the day it was announced
            effects.append(Effect.OPEN)
        return together(effects), first


_VALUES = ("values", "value")
"""Keys that hold what a number or list is; one of a company has a single value."""
_EVER = "9999-12-31"
"""A day on which every value is known."""


_Values = dict[str, Mapping[str, Any]]
"""The values of a parameter as they are written, by the day from which each counts."""


def _by_day(entry: Node) -> _Values:
    if "value" in entry:
        return {"": entry}
    listed = entry.get("values")
    found = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    return {str(each.get("from", "")): each for each in sorted(found, key=lambda each: str(each.get("from", "")))}


def _of_values(before: _Values, now: _Values, unit: Text | None) -> Iterator[Part]:
    """What became of each value: a day or number that moved, members lost and gained, a value that came or went."""
    moved = dict(_moved(before, now))
    for day in sorted({*before, *now}):
        old_day = moved.get(day, day)
        old, new = before.get(old_day), now.get(day)
        if new is None and day in moved.values():
            continue  # told at the day it moved to
        at = Text("from {day}", "{day}부터", day=day) if day else Text("value", "값")
        key = f"values.{day}"
        if old is None or new is None:
            yield from _came_or_went(key, at, day, before if new is None else now, unit, there=new is not None)
            continue
        if old_day != day:
            yield Part(f"{key}.from", Text("counts from", "시작일"), shown(old_day), shown(day))
        members = gained_and_lost(key, at, old.get("value"), new.get("value"))
        yield from members
        if not members and old.get("value") != new.get("value"):
            yield Part(key, at, shown(old.get("value"), unit=unit), shown(new.get("value"), unit=unit))
        for each in ("announced", "law", "drops") if day else ():
            for part in entries.parts(old.get(each), new.get(each), (each,), Effect.NONE):
                yield part._replace(
                    key=f"{key}.{each}", what=Text("{at}, {what}", "{at}, {what}", at=at, what=part.what)
                )


def _moved(before: _Values, now: _Values) -> Iterator[tuple[str, str]]:
    """New days with the old ones of the same value; where one day went and one came, that is one that moved."""
    gone = [each for each in before if each not in now]
    come = [each for each in now if each not in before]
    for day in come:
        same = [each for each in gone if before[each].get("value") == now[day].get("value")]
        if same or (len(gone) == len(come) == 1 and len(before) == len(now)):
            found = (same or gone)[0]
            gone.remove(found)
            yield day, found


def _came_or_went(key: str, at: Text, day: str, values: _Values, unit: Text | None, *, there: bool) -> Iterator[Part]:
    """A value that is new, or gone, beside the one before it."""
    earlier = [each for each in values if each < day]
    value, last = values[day].get("value"), values[earlier[-1]].get("value") if earlier else None
    if isinstance(value, list | Mapping) and last is not None:
        said = [*gained_and_lost(key, at, last, value)]
        note = Text("a value of its own", "별도 값")
        yield Part(key, at, None if there else note, note if there else None)
        if there:
            yield from said
        return
    said_value = shown(value, unit=unit)
    if last is not None and there:
        yield Part(key, at, shown(last, unit=unit), said_value)
    else:
        yield Part(key, at, None if there else said_value, said_value if there else None)
