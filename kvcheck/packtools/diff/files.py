"""Files that packs share beside those they were: facts, activities, papers, steps, authorities, words."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.packtools.diff import entries
from kvcheck.packtools.diff.value import Change, Done, Effect, Sort, together
from kvcheck.source import Node


class Shared(NamedTuple):
    """A section of a file whose entries have ids."""

    sort: Sort
    effect: Effect
    """What it does to verdicts that something of an entry is otherwise that is no text."""


SECTIONS: Mapping[tuple[str, str], Shared] = {
    ("facts.yaml", "facts"): Shared(Sort.FACT, Effect.OPEN),
    ("facts.yaml", "changes"): Shared(Sort.OTHER, Effect.NONE),
    ("activities.yaml", "families"): Shared(Sort.ACTIVITY, Effect.OPEN),
    ("activities.yaml", "kinds"): Shared(Sort.ACTIVITY, Effect.OPEN),
    ("documents.yaml", "documents"): Shared(Sort.DOCUMENT, Effect.NONE),
    ("steps.yaml", "steps"): Shared(Sort.STEP, Effect.NONE),
    ("us/authorities.yaml", "authorities"): Shared(Sort.AUTHORITY, Effect.NONE),
}
"""Every section that is told entry by entry."""
_QUIET = ("rosters/", "retired.yaml")
"""Files that bear on no verdict."""


def changes(relative: str, before: Node | None, now: Node | None) -> Iterator[Change]:
    """What became of a file of the rules that is no pack, given what it holds; None where it is not there."""
    there = now if now is not None else before
    assert there is not None
    known = {key: shared for (name, key), shared in SECTIONS.items() if name == relative}
    for key, shared in known.items():
        yield from entries_of(before, now, key, shared)
    rest = [_without(each, known) for each in (before, now)]
    if rest[0] == rest[1]:
        return
    sort = Sort.WORDS if relative.startswith("words/") else Sort.OTHER
    effect = Effect.NONE if relative.startswith(_QUIET) else Effect.OPEN
    found = tuple(_parts(rest[0], rest[1], effect))
    done = Done.ADDED if before is None else Done.REMOVED if now is None else Done.CHANGED
    yield Change(sort, relative, Text("", ""), done, effect, found if done is Done.CHANGED else (), there.place)


def _parts(before: Any, now: Any, effect: Effect) -> list[Any]:
    return [
        part
        for key in [*before, *(each for each in now if each not in before)]
        for part in entries.parts(before.get(key), now.get(key), (key,), effect)
    ]


def entries_of(one: Node | None, other: Node | None, key: str, shared: Shared) -> Iterator[Change]:
    """What became of each entry of a section of a file."""
    before, now = section(one, key), section(other, key)
    for name in [*now, *(each for each in before if each not in now)]:
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        entry = new if isinstance(new, Node) else old
        if not isinstance(entry, Node):
            continue
        title = entries.text_of(entry, "title", "name", "text", "cite")
        if isinstance(old, Node) and isinstance(new, Node):
            parts = tuple(_parts(old, new, shared.effect))
            yield Change(
                shared.sort, name, title, Done.CHANGED, together(each.effect for each in parts), parts, entry.place
            )
        else:
            done = Done.ADDED if new is not None else Done.REMOVED
            yield Change(shared.sort, name, title, done, shared.effect, (), entry.place)


def section(node: Node | None, key: str) -> Mapping[str, Any]:
    """A section of a file; empty where it is not there."""
    found = node.get(key) if node is not None else None
    return found if isinstance(found, Mapping) else {}


def _without(node: Node | None, sections: Mapping[str, Shared]) -> dict[str, Any]:
    return {key: each for key, each in (node or {}).items() if key not in sections}
