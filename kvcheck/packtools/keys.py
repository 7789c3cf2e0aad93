"""Keys of the files that people write, from their schemas: where each may stand, what it is called, what it means."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.source.schema import schema

FILES: Mapping[str, Text] = {
    "plan": Text("key of plans", "계획의 키"),
    "config": Text("setting of kvcheck.yaml", "kvcheck.yaml의 설정"),
    "waivers": Text("key of waivers.yaml", "waivers.yaml의 키"),
}
"""The files that people write, by the names of their schemas."""

ANY = "*"
"""Stands in a path for an id, or for an entry of a list."""

_ONE = {
    "projects": "project", "site": "sites", "company": "companies", "contract": "contracts", "filing": "filings",
    "traveler": "travelers", "trip": "trips",
}  # fmt: skip
"""Sections as facts and people call one entity of them."""
_HANGUL = re.compile("[가-힣]")


class Spot(NamedTuple):
    """A place where a key may stand."""

    file: str
    """One of FILES."""
    path: tuple[str, ...]
    """The keys that lead to it, `*` for an id and for an entry of a list: `travelers.*.passport.electronic`."""
    part: Mapping[str, Any]
    """Its schema, with what it refers to."""

    @property
    def key(self) -> str:
        """The key itself."""
        return self.path[-1]

    @property
    def name(self) -> str:
        """The path as it is printed."""
        return ".".join(self.path)

    @property
    def place(self) -> str:
        """How facts name the place: `traveler.passport.electronic`; empty for a file that states none."""
        if self.file != "plan":
            return ""
        singular = {plural: one for one, plural in _ONE.items()}
        rest = self.path
        if rest[:3] == ("trips", ANY, "activities") and len(rest) > 4:
            rest = ("activity", *rest[4:])
        elif len(rest) > 1 and rest[1] == ANY:
            rest = (singular.get(rest[0], rest[0]), *rest[2:])
        return ".".join(rest)

    @property
    def title(self) -> Text:
        """What the key is called."""
        en, _, ko = str(self.part.get("title", self.key)).partition(" / ")
        return Text(en, ko or en)

    @property
    def about(self) -> Text:
        """What it means, in a sentence."""
        return halves(str(self.part.get("description", "")))

    @property
    def ways(self) -> list[Mapping[str, Any]]:
        """The ways in which a value may be written, each with its own schema."""
        return [_resolved(self.file, each) for each in self.part.get("anyOf", ())] or [self.part]

    @property
    def values(self) -> tuple[str, ...]:
        """The words that may stand there; none where it takes anything else, or a country."""
        return tuple(dict.fromkeys(_words(self.file, self.part)))


def halves(description: str) -> Text:
    """A description of a schema, which holds a sentence in English and then one in Korean."""
    found = _HANGUL.search(description)
    if found is None:
        return Text(description, description)
    start = max(description.rfind(end, 0, found.start()) for end in (". ", "? ", ".) ")) + 2
    return Text(description[:start].strip(), description[start:].strip())


@cache
def spots() -> tuple[Spot, ...]:
    """Every place of every file, in the order of the schemas."""
    return tuple(spot for file in FILES for spot in _below(file, schema(file), ()))


def named(key: str) -> list[Spot]:
    """The places where a key of that name may stand."""
    return [spot for spot in spots() if spot.key == key]


def taking(word: str) -> list[Spot]:
    """The places where a word of a list may stand."""
    return [spot for spot in spots() if word in spot.values]


def at(path: str) -> list[Spot]:
    """The places that a path leads to: with ids as in a plan, `*`, numbers of a list, or as facts name them.

    An id may hold dots, so that a path may be read in more than one way; the way with the fewest ids counts.
    """
    plain = re.sub(r"\[(\w+)\]", r".\1", path.partition("=")[0])
    steps = tuple(plain.split("."))
    given = [spot for spot in spots() if spot.place == plain]
    if steps and steps[0] in _ONE:
        steps = (_ONE[steps[0]], *steps[1:])
    found = [spot for spot in spots() if len(spot.path) > 1 and _leads(steps, spot.path)]
    if not found and len(steps) > 1:  # an entity itself, such as `travelers.h001`
        tables = {spot.path[: at + 1] for spot in spots() for at, step in enumerate(spot.path) if step == ANY}
        found = [spot for spot in spots() if (*spot.path, ANY) in tables and len(spot.path) == len(steps) - 1]
        found = [spot for spot in found if _leads(steps, (*spot.path, ANY))]
    return given or sorted(found, key=lambda spot: len(spot.path), reverse=True)[:1]


def _leads(steps: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether steps as a user writes them lead along the keys of a path."""
    if not path or not steps:
        return not path and not steps
    if path[0] != ANY:
        return steps[0] == path[0] and _leads(steps[1:], path[1:])
    return any(_leads(steps[taken:], path[1:]) for taken in range(1, len(steps) + 1))


def _below(file: str, part: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Spot]:
    """Every place below a part of a schema."""
    for branch in _branches(file, part):
        for key, inner in branch.get("properties", {}).items():
            spot = Spot(file, (*path, key), _resolved(file, inner))
            yield spot
            yield from _below(file, spot.part, spot.path)
        for inner in (branch.get("additionalProperties"), branch.get("items")):
            if isinstance(inner, dict):
                yield from _below(file, _resolved(file, inner), (*path, ANY))


def _branches(file: str, part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [part, *(_resolved(file, each) for each in part.get("anyOf", ()))]


def _resolved(file: str, part: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part with what it refers to; what stands beside the reference goes before it."""
    if "$ref" not in part:
        return part
    target = schema(file)["$defs"][part["$ref"].rpartition("/")[2]]
    own = {key: value for key, value in part.items() if key != "$ref"}
    return {**_resolved(file, target), **own}


def _words(file: str, part: Mapping[str, Any]) -> Iterator[str]:
    """The words that a part lists, those of its entries and of its branches included; countries are no words."""
    listed = [*part.get("enum", ()), *([part["const"]] if "const" in part else [])]
    if "KR" not in listed:
        yield from (str(each) for each in listed)
    for inner in (*part.get("anyOf", ()), *([part["items"]] if "items" in part else [])):
        yield from _words(file, _resolved(file, inner))
