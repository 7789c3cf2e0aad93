"""Building values from YAML: the parser's events to values that know their place.

The C parser's event stream is read once and values are built from it directly, because composing and constructing
cost several times as much and forget the places.
"""

import re
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.source import refusals
from kvcheck.source.limits import MAX_ALIASED, MAX_DEPTH, MAX_TEXT
from kvcheck.source.parser import (
    AliasEvent,
    MappingStartEvent,
    ParserError,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
    events,
    fault_of,
    first_fault,
    one_kind_of_break,
)
from kvcheck.source.scalars import plain
from kvcheck.source.values import COLUMN_BITS, COLUMN_MAX, Document, Items, Node, pack, problem_at, unpack


class _Stop(Exception):  # noqa: N818 - not an error: reading cannot go on, the problem is already noted
    """Reading cannot go on."""


class Builder:
    """Builds the values of one document from the parser's events and notes what is wrong with it."""

    def __init__(self, document: Document, line: int = 1) -> None:
        """For one document, whose root is set by `build`; the text that is read begins on its line `line`."""
        self.document = document
        self._line = line
        self.problems: list[Problem] = []
        self.anchors: dict[str, Any] = {}
        self.sizes: dict[str, int] = {}
        self.aliased = 0

    def build(self) -> None:
        """Read the document; what is wrong with it is collected in `problems`, nothing is raised."""
        try:
            self._read(self.document.text)
        except _Stop:
            pass
        except ParserError as error:
            if not self._stops_before(error):
                self._mend(error)
        if self.document.root is None and not self.problems:
            self._note(1, 1, *refusals.EMPTY)

    def _read(self, text: str) -> None:
        """Read the one document of a text; a second one is a problem."""
        next_event = events(text)
        next_event()  # the stream starts
        if type(next_event()) is StreamEndEvent:
            return
        self.document.root = self._values(next_event)
        next_event()  # the document ends
        extra = next_event()
        if type(extra) is not StreamEndEvent:
            self._note(extra.start_mark.line + 1, 1, *refusals.SECOND)

    def _mend(self, error: Any) -> None:
        """Note what is wrong with the syntax, and read on in the text as it was probably meant."""
        from kvcheck.source.syntax import diagnose  # paid for only when something is wrong

        text = one_kind_of_break(self.document.text)
        told, mended = diagnose(text, fault_of(error, text), first_fault)
        self.problems.clear()  # those of the part that could be read come again
        for each in told:
            self._note(each.line, each.column, each.message, each.hint)
        again = Builder(self.document)
        with suppress(_Stop, ParserError):
            if mended is not None:
                again._read(mended)
        self.problems += again.problems

    def _stops_before(self, error: Any) -> bool:
        """Whether this reader stops at a limit of its own before the place where the library gave up.

        The library looks ahead of its events for as long as a line may yet turn out to be a key, and some of its
        releases refuse brackets there that this reader has not come to. So it gets the text again, up to where the
        brackets of that line are deeper than any plan may be.
        """
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            return False
        begin = mark.index - mark.column
        depth = 0
        for bracket in re.finditer(r"[\[{\]}]", self.document.text[begin : mark.index + 1]):
            depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
            if depth > MAX_DEPTH + 1:
                break
        else:
            return False
        again = Builder(self.document)
        try:
            again._read(self.document.text[: begin + bracket.start()])
        except _Stop:
            self.problems = again.problems
            return True
        except ParserError:
            pass
        return False

    def _values(self, next_event: Callable[[], Any]) -> Any:  # noqa: C901 - the hot loop is kept in one piece
        """Read one value with all that it holds. One loop, no recursion: depth of input is not depth of stack."""
        # Everything the loop touches is local: this loop runs once for every scalar of a plan.
        scalar_event, mapping_start = ScalarEvent, MappingStartEvent
        sequence_start, alias_event = SequenceStartEvent, AliasEvent
        bits, widest, longest = COLUMN_BITS, COLUMN_MAX, MAX_TEXT
        first_line = self._line
        tags = "!" in self.document.text  # the parser takes `! 12` for a value without a tag
        scalars: dict[str, Any] = {}
        keys: dict[str, str] = {}
        frames: list[tuple[Any, str | None, int, str | None, int]] = []
        container: Any = None
        in_map = False
        add_mark: Any = None
        key: str | None = None
        key_mark = 0
        key_line = 0
        anchor: str | None = None
        counted = 0
        counted_before = 0

        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar_event:
                mark = event.start_mark
                line = mark.line + first_line
                column = mark.column + 1
                text = event.value
                if len(text) > longest:
                    self._stop(line, column, *refusals.too_long(MAX_TEXT))
                if key is None and in_map:
                    key = keys.setdefault(text, text)
                    key_line = line
                    # pack() without a call; `min` too would be one
                    key_mark = (line << bits | (column if column < widest else widest)) << bits
                    if event.tag is not None or event.anchor is not None:
                        self._note(line, column, refusals.ODD_KEY)
                    continue
                counted += 1
                if event.implicit[0] and not (tags and event.tag is not None):
                    try:
                        value = scalars[text]
                    except KeyError:
                        value = scalars[text] = plain(text)
                    if in_map and key not in container and event.anchor is None:  # most values of a plan end here
                        container[key] = value
                        if line == key_line:
                            key_mark |= column if column < widest else widest
                        add_mark(key_mark)
                        key = None
                        continue
                elif event.tag is None or event.tag == "tag:yaml.org,2002:str":
                    value = keys.setdefault(text, text)
                else:
                    value = self._tagged(event, line, column)
                if event.anchor is not None:
                    if value is None and not text:
                        self._stop(line, column, *refusals.ONLY_ANCHOR)
                    self.anchors[event.anchor] = value
                    self.sizes[event.anchor] = 1
            elif kind is mapping_start or kind is sequence_start:
                mark = event.start_mark
                line = mark.line + first_line
                column = mark.column + 1
                if key is None and in_map:
                    self._note(line, column, refusals.NO_TEXT_KEY)
                    raise _Stop
                if event.tag is not None:
                    self._note(line, column, *refusals.TAG)
                frames.append((container, key, key_mark, anchor, counted_before))
                if len(frames) > MAX_DEPTH:
                    self._stop(line, column, refusals.too_deep(MAX_DEPTH))
                in_map = kind is mapping_start
                container = Node() if in_map else Items()
                container.document = self.document
                container.start = pack(line, column)
                container.marks = array("Q")
                add_mark = container.marks.append
                key = None
                anchor = event.anchor
                counted_before = counted
                if anchor is not None:
                    self.anchors[anchor] = _OPEN
                continue
            elif kind is alias_event:
                mark = event.start_mark
                line = mark.line + first_line
                column = mark.column + 1
                if key is None and in_map:
                    self._note(line, column, refusals.ODD_KEY)
                    raise _Stop
                value = self._aliased(event.anchor, line, column)
                counted += self.sizes.get(event.anchor, 1)
            else:  # the end of a mapping or of a sequence
                value = container
                if in_map and "<<" in container:
                    self._merge(container)
                if anchor is not None:
                    self.anchors[anchor] = value
                    self.sizes[anchor] = counted - counted_before + 1
                line, column, _ = unpack(container.start)
                container, key, key_mark, anchor, counted_before = frames.pop()
                counted += 1
                if container is None:
                    return value
                in_map = type(container) is Node
                add_mark = container.marks.append
                key_line = key_mark >> 2 * COLUMN_BITS

            if container is None:
                return value
            if in_map:
                assert key is not None
                if key in container:
                    self._note_duplicate(container, key, key_mark)
                else:
                    container[key] = value
                    if line == key_line:
                        key_mark |= column if column < widest else widest
                    add_mark(key_mark)
                key = None
            else:
                container.append(value)
                add_mark(pack(line, column))

    def _tagged(self, event: Any, line: int, column: int) -> Any:
        """The value of a scalar with a tag, which may only say what it is anyway (`!!int 3`)."""
        short = str(event.tag).rpartition(":")[2]
        value = plain(event.value)
        kinds: dict[str, tuple[type, ...]] = {
            "int": (int,), "float": (float, int), "bool": (bool,), "null": (type(None),)
        }  # fmt: skip
        if str(event.tag).startswith("tag:yaml.org,2002:") and isinstance(value, kinds.get(short, ())):
            return value
        self._note(line, column, *refusals.TAG)
        return event.value

    def _aliased(self, name: str, line: int, column: int) -> Any:
        """The value of an alias.

        Ends the reading if there is no anchor, if it contains itself, or if it makes the whole too large.
        """
        value = self.anchors.get(name, _MISSING)
        if value is _MISSING:
            self._note(line, column, *refusals.NO_ANCHOR)
            raise _Stop
        if value is _OPEN:
            self._note(line, column, *refusals.OWN_ALIAS)
            raise _Stop
        self.aliased += self.sizes[name]
        if self.aliased > MAX_ALIASED:
            self._note(line, column, *refusals.too_many(MAX_ALIASED))
            raise _Stop
        return value

    def _merge(self, node: Node) -> None:
        """Carry out `<<`: keys of the named mappings are added where the mapping has none of its own."""
        own = {key: (value, mark) for (key, value), mark in zip(node.items(), node.marks, strict=True)}
        value, mark = own.pop("<<")
        sources = value if isinstance(value, Items) else [value]
        if not all(isinstance(source, Node) for source in sources):
            line, column, _ = unpack(mark)
            self._note(line, column, refusals.NO_MERGE)
            return
        for source in sources:
            for (key, inherited), its_mark in zip(source.items(), source.marks, strict=True):
                own.setdefault(key, (inherited, its_mark))
        node.clear()
        node.update((key, entry[0]) for key, entry in own.items())
        node.marks = array("Q", [entry[1] for entry in own.values()])

    def _note(self, line: int, column: int, message: Text, hint: Text | None = None) -> None:
        self.problems.append(problem_at(self.document, self.document.place(line, column), message, hint))

    def _stop(self, line: int, column: int, message: Text, hint: Text | None = None) -> None:
        """Note what ends the reading, and end it. The line is not quoted: it may be as long as the text."""
        self.problems.append(Problem(message=message, hint=hint, place=self.document.place(line, column)))
        raise _Stop

    def _note_duplicate(self, node: Node, key: str, mark: int) -> None:
        """Note that a key stands twice, with both places."""
        line, column, _ = unpack(mark)
        first = node.key_place(key)
        message = refusals.twice(key, first.line, first.column)
        place, quote = self.document.place(line, column), self.document.told(line)
        self.problems.append(Problem(message=message, hint=refusals.KEEP_ONE, place=place, quote=quote, also=first))


def built_at(text: str, document: Document, line: int, column: int) -> Any:
    """The value of a text that stands in a document at a line and a 0-based column; None if it is not one, or wrong."""
    builder = Builder(document, line)
    next_event = events(" " * column + text)
    try:
        next_event(), next_event()  # the stream and its document start
        value = builder._values(next_event)  # noqa: SLF001
        next_event()
        ended = type(next_event()) is StreamEndEvent
    except (_Stop, ParserError):
        return None
    return value if ended and not builder.problems else None


_MISSING: Any = object()
_OPEN: Any = object()
