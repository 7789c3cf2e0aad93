"""The door to PyYAML: its events and tokens, and where it gives up on a text.

The event stream is what values are built from (`reader`); tokens say what is a key and what a value in a line that is
shown; the first fault is where a text stops being YAML.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from typing import Any

import yaml

from kvcheck.frozen import NamedTuple
from kvcheck.source.fault import Fault

AliasEvent: Any = yaml.AliasEvent
MappingStartEvent: Any = yaml.MappingStartEvent
ScalarEvent: Any = yaml.ScalarEvent
SequenceStartEvent: Any = yaml.SequenceStartEvent
StreamEndEvent: Any = yaml.StreamEndEvent
ParserError = yaml.YAMLError
"""What the parser raises where it gives up."""


def events(text: str) -> Callable[[], Any]:
    """The events of a text, one with each call."""
    next_event: Callable[[], Any] = _LOADER(one_kind_of_break(text)).get_event
    return next_event


class Role(Enum):
    """What a token is."""

    KEY = "key"
    VALUE = "value"
    OPEN = "open"
    """A mapping or a list begins."""
    CLOSE = "close"


class Token(NamedTuple):
    """A piece of a text as the parser takes it apart."""

    role: Role
    line: int
    """1-based."""
    start: int
    """The first column, 0-based."""
    end: int
    """The column behind the last; `start` for what goes on in the next line."""
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Keys and values of a text as far as it can be taken apart, and where mappings and lists begin and end."""
    opening = (
        yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken,
        yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken,
    )  # fmt: skip
    closing = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
    is_key = False
    with suppress(yaml.YAMLError):
        for token in yaml.scan(one_kind_of_break(text), Loader=_LOADER):
            start, end = token.start_mark, token.end_mark
            if isinstance(token, yaml.ScalarToken):
                one_line = start.line == end.line
                role = Role.KEY if is_key else Role.VALUE
                yield Token(role, start.line + 1, start.column, end.column if one_line else start.column, token.value)
            elif isinstance(token, opening):
                yield Token(Role.OPEN, start.line + 1, start.column, start.column, "")
            elif isinstance(token, closing):
                yield Token(Role.CLOSE, start.line + 1, start.column, start.column, "")
            is_key = isinstance(token, yaml.KeyToken)


def first_fault(text: str) -> Fault | None:
    """Where the parser gives up on a text, if it does."""
    try:
        loader: Any = _LOADER(text)
        while loader.check_event():
            loader.get_event()
    except yaml.YAMLError as error:
        return fault_of(error, text)
    return None


def fault_of(error: Any, text: str) -> Fault:
    """What the parser found, as numbers and its words."""
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = mark or begun
    if mark is None:  # a character that YAML does not allow at all
        found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        before = text[: found.start()] if found else ""
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Fault(line, column, line, column, "control characters")
    begun = begun or mark
    says = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}"
    return Fault(mark.line + 1, mark.column + 1, begun.line + 1, begun.column + 1, says)


def one_kind_of_break(text: str) -> str:
    """The text with line breaks as git and editors count them: what only YAML 1.1 takes for one is a space."""
    return text.translate(_NO_BREAKS) if any(each in text for each in "\x85\u2028\u2029") else text


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
