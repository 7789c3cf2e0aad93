"""Slips that are good YAML and mean something else: a key that swallowed its value, a text cut at a comma or a `#`."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kvcheck.errors import Place, Problem
from kvcheck.language.text import Text
from kvcheck.source import signs
from kvcheck.source.known import keys
from kvcheck.source.meant import key_meant
from kvcheck.source.schema import schema
from kvcheck.source.values import Document, Node, problem_at

Slip = tuple[Place, Text, Text]
"""Where a slip is, what it is, and what to type."""


def of_key(
    document: Document, place: Place, key: str, allowed: Collection[str], around: Mapping[str, Any] | None = None
) -> Slip | None:
    """What a key that nobody knows shows of a slip: where it is, what it is, what to type; None if it shows none.

    `around` is the mapping that it stands in.
    """
    odd = next((at for at, sign in enumerate(key) if sign in signs.BLANKS or sign in signs.NOTHING), None)
    colon = re.match(r"\s*([A-Za-z_]\w*)\s*([:：﹕︰=])", key)
    if colon and (colon[1] in keys()):
        at = document.place(place.line, place.column + colon.start(2))
        if colon[2] == ":" and odd is None:
            return at, *signs.no_space(colon[1])
        if colon[2] != ":" and colon[2] != "=":
            return at, *signs.wide(colon[2])
        if colon[2] == "=":
            return at, *signs.lacks_colon(colon[1])
    if odd is not None:
        return document.place(place.line, place.column + odd), *signs.odd(key[odd])
    if around is None or around.get(key) is not None or not _in_brackets(document, around):
        return None
    first = key.split()[0] if key.split() else ""
    if first in keys() and first != key:
        return document.place(place.line, place.column + len(first)), *signs.lacks_colon(first)
    before = list(around)[: list(around).index(key)]
    if (
        not before
        or not isinstance(around[before[-1]], str | int | float | None)
        or key_of(key, dict.fromkeys(allowed))
    ):
        return None
    owner = next((each for each in reversed(before) if around[each] is not None), before[-1])
    message = Text("a comma ends a text without quotes; what follows is read as a key",
                   "따옴표 없는 글은 쉼표에서 끝나고, 그 뒤는 키로 읽힙니다")  # fmt: skip
    hint = Text('put the text in quotes: `{key}: "…, …"`', '글을 따옴표로 묶으십시오: `{key}: "…, …"`',
                key=owner if owner in keys() else "…")  # fmt: skip
    return place, message, hint


def key_of(key: str, allowed: Mapping[str, Any]) -> str | None:
    """The key that one was meant to be, of those allowed."""
    return key_meant(key, allowed)


def homes_of(key: str) -> Iterator[str]:
    """The sections of a plan that have a key: those of entries, and those within them."""
    plan = schema("plan")
    sections: Any = plan["properties"]
    for name, section in sections.items():
        part = section.get("additionalProperties") or section.get("items") or section
        if isinstance(part, dict) and key in _properties(part):
            yield name
    for outer, part in plan["$defs"].items():
        for inner, value in part.get("properties", {}).items():
            if key in _properties(value) and outer in ("traveler", "trip", "company", "project"):
                yield inner


def in_text(document: Document) -> Iterator[Problem]:
    """Values that begin with a quotation mark that YAML does not know, or end at a `#` with a number."""
    text = document.text
    smart = any(sign in text for sign in signs.SMART)
    if not smart and re.search(r"\S[ \t]+#\d", text) is None:
        return
    from kvcheck.source.parser import Role, tokens  # few texts need the library

    for token in tokens(text):
        if token.role is not Role.VALUE or not token.text:
            continue
        line = document.line(token.line)
        if token.text[0] in signs.SMART and line[token.start : token.start + 1] == token.text[0]:
            place = document.place(token.line, token.start + 1)
            yield problem_at(document, place, *signs.smart(token.text[0]))
        number = re.match(r"\s+#\d", line[token.end :]) if token.end > token.start else None
        if number and line[token.start] not in "\"'" and not re.fullmatch(r"[\d.:-]+|true|false|none", token.text):
            message = Text("`#` begins a comment, so that the rest of the line is not read",
                           "`#`부터는 주석이라서 이 줄의 나머지를 읽지 않습니다")  # fmt: skip
            hint = Text('put the text in quotes; for a comment, put a space behind `#`',
                        "글을 따옴표로 묶으십시오. 주석이면 `#` 뒤에 공백을 두십시오")  # fmt: skip
            yield problem_at(document, document.place(token.line, token.end + number.end() - 1), message, hint)


def _properties(part: Any) -> Mapping[str, Any]:
    """The keys of a part of the schema of plans, whichever way it is one."""
    if not isinstance(part, dict):
        return {}
    if "$ref" in part:
        return _properties(schema("plan")["$defs"][part["$ref"].rpartition("/")[2]])
    every = [_properties(each) for each in part.get("anyOf", ())]
    found: dict[str, Any] = dict(part.get("properties", {}))
    for each in every:
        found |= each
    return found


def _in_brackets(document: Document, around: Mapping[str, Any]) -> bool:
    """Whether a mapping is written in brackets."""
    if not isinstance(around, Node):
        return False
    place = around.place
    return document.line(place.line)[place.column - 1 : place.column] == "{"
