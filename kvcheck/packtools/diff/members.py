"""Values beside those they were: which members a list lost or gained, which day moved, which number."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.language.countries import SHORT, alone
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Fact
from kvcheck.packtools.diff.value import Part

_YES_NO = {True: Text("yes", "예"), False: Text("no", "아니요")}


def shown(value: Any, fact: Fact | None = None, unit: Text | None = None) -> Text:
    """A value of a pack in words; every member of a list. `fact` knows the names of its values."""
    if isinstance(value, bool):
        return (fact.values.get("yes" if value else "no") if fact is not None else None) or _YES_NO[value]
    if isinstance(value, Mapping):
        return joined([_entry(key, each) for key, each in sorted(value.items())])
    if isinstance(value, list | tuple | frozenset | set):
        ordered = value if isinstance(value, list | tuple) else sorted(value, key=str)
        return joined([shown(each, fact) for each in ordered]) if ordered else Text("none", "없음")
    word = fact.values.get(str(value)) if fact is not None else None
    country = SHORT.get(value) if isinstance(value, str) else None
    if word is not None:
        return word
    if country is not None:
        return Text("{name} ({code})", "{name}({code})", name=alone(country), code=value)
    if unit is not None:
        return Text("{value} {unit}", "{value}{unit}", value=value, unit=unit)
    return Text(str(value), str(value))


def _entry(key: object, value: Any) -> Text:
    return Text("{key} {value}", "{key} {value}", key=shown(key), value=shown(value))


def gained_and_lost(key: str, what: Text, before: Any, now: Any, fact: Fact | None = None) -> list[Part]:
    """What two lists, or two mappings, have not in common, each as a part; nothing for values of another shape."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return list(_of_mappings(key, what, before, now))
    if not all(isinstance(each, list | tuple | frozenset | set) for each in (before, now)):
        return []
    if not all(isinstance(each, str | int | float | bool) for each in (*before, *now)):
        return []
    lost = [each for each in _ordered(before) if each not in now]
    gained = [each for each in _ordered(now) if each not in before]
    parts = []
    if lost:
        parts.append(Part(key, what, joined([shown(each, fact) for each in lost]), None))
    if gained:
        parts.append(Part(key, what, None, joined([shown(each, fact) for each in gained])))
    return parts


def _of_mappings(key: str, what: Text, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Part]:
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if old != new:
            title = Text("{what}, {name}", "{what}, {name}", what=what, name=shown(name))
            yield Part(
                f"{key}.{name}", title, shown(old) if name in before else None, shown(new) if name in now else None
            )


def _ordered(values: Any) -> list[Any]:
    return list(values) if isinstance(values, list | tuple) else sorted(values, key=str)
