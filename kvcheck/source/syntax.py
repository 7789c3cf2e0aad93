"""What is wrong with a text that is no YAML, in our own words and at the line where it went wrong.

A parser gives up where it can go on no longer, which is often a line or more below the cause. So slips that people
make (`repairs`) are tried on the lines above: a slip is the cause if the text can be read further once it is mended.
A mended text is never judged; it only shows what else is wrong, in the same round.
"""

import re
from collections.abc import Callable, Iterator

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.source.fault import Fault
from kvcheck.source.line import Repair
from kvcheck.source.repairs import RULES

MOST_FAULTS = 20
"""The most faults of syntax that are told of one file at once."""

LINES_BACK = 40
"""How many lines above the place where a parser gave up are looked at."""

LARGEST_SECTION = 4_000
"""The most lines of a section of a file that is read again and again."""


class Told(NamedTuple):
    """One fault as the user is told."""

    line: int
    column: int
    message: Text
    hint: Text | None


Reader = Callable[[str], Fault | None]
"""Reads a text and gives the first fault in it, if there is one."""

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |$)|^={7}$")


def diagnose(text: str, fault: Fault, read: Reader) -> tuple[list[Told], str | None]:
    """What is wrong, from the top of the text on, and the text as it would be if that were mended, if it can be.

    The mended text has the same lines.
    """
    lines = re.split("\r\n|[\r\n]", text)
    conflicts = list(_conflicts(lines))
    if conflicts:
        return conflicts, None
    if "characters" in fault.says:  # a sign that YAML does not allow anywhere hides everything below it
        return [_unexplained(fault, lines)], None
    told: list[Told] = []
    found: Fault | None = fault
    while found is not None and len(told) < MOST_FAULTS:
        repair = _cause(lines, found, read)
        if told and repair is not None and repair.follows and repair.line <= told[-1].line + 1:
            return told, None  # what follows from the fault above is no fault of its own
        if repair is None:
            told.append(_unexplained(found, lines))
            return told, None
        told.append(Told(repair.line, repair.column, repair.message, repair.hint))
        lines[repair.line - 1] = repair.text
        found = read("\n".join(lines))
    return told, "\n".join(lines) if found is None else None


def _conflicts(lines: list[str]) -> Iterator[Told]:
    """Where a merge left its marks: each place once, at the first of its marks."""
    message = Text(
        "a merge of git stopped here: both versions stand in the file",
        "git 병합이 끝나지 않은 곳입니다. 두 버전이 모두 남아 있습니다",
    )
    hint = Text(
        "keep the lines of one version, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
        "한 버전의 줄만 남기고 `<<<<<<<`, `=======`, `>>>>>>>`로 시작하는 줄을 지우십시오",
    )
    marks = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if any(lines[number - 1] != "=======" for number in marks):
        starts = [number for number in marks if lines[number - 1].startswith("<")] or marks[:1]
        yield from (Told(number, 1, message, hint) for number in starts)


def _cause(lines: list[str], fault: Fault, read: Reader) -> Repair | None:
    """The slip that made the parser give up: the nearest one above that lets it read on once it is mended."""
    first, last = _section(lines, fault)
    if last - first > LARGEST_SECTION:
        return None
    here = read("\n".join(lines[first:last]))
    if here is None:  # only wrong together with the rest
        first, last, here = 0, len(lines), fault._replace(line=fault.line, begun=fault.begun)
    at = first + here.line
    nearest = [number for number in range(min(at, last), max(at - LINES_BACK, first), -1) if lines[number - 1].strip()]
    begun = min(first + here.begun, last)
    candidates = [*([begun] if begun not in nearest else []), *nearest]
    for rules in RULES:
        best: tuple[tuple[int, int], Repair] | None = None
        for repair in (each for number in candidates for rule in rules for each in rule(lines, number)):
            reached = _reached(lines[first:last], repair, first, here, read)
            if reached == _ALL:
                return repair
            if reached is not None and (best is None or reached > best[0]):
                best = reached, repair
        if best is not None:
            return best[1]
    return None


_ALL = (1 << 60, 0)
"""How far the parser gets where it comes to the end."""


def _reached(section: list[str], repair: Repair, first: int, before: Fault, read: Reader) -> tuple[int, int] | None:
    """How far the parser gets in a section with a line mended: line and column, or None if no further than before."""
    section[repair.line - 1 - first] = repair.text
    after = read("\n".join(section))
    if after is None:
        return _ALL
    place = (after.line, after.column)
    return place if place > (max(before.line, repair.line - first), before.column) else None


def _section(lines: list[str], fault: Fault) -> tuple[int, int]:
    """The lines around a fault that can be read by themselves: from a key at the margin to the next one."""
    margin = re.compile(r"[^\s#\-}\])]")
    first = min(fault.begun, fault.line, len(lines)) - 1
    while first > 0 and not margin.match(lines[first]):
        first -= 1
    if first > 0 and first == fault.line - 1:  # the fault is that key itself, or what stands before it
        first -= 1
        while first > 0 and not margin.match(lines[first]):
            first -= 1
    last = min(fault.line + 1, len(lines))
    while last < len(lines) and not margin.match(lines[last]):
        last += 1
    return first, min(last + 1, len(lines))


_KEY_EXPECTED = (
    Text("a key was expected here", "여기에는 키가 와야 합니다"),
    Text(
        "write `key: value`, as far to the right as the keys above; a text with `: ` in it goes in quotes",
        "위의 키와 같은 칸에서 `키: 값` 형식으로 적으십시오. `: `이 든 글은 따옴표로 묶습니다",
    ),
)
_UNCLOSED = (
    Text("the bracket that opens here is not closed", "여기서 연 괄호가 닫히지 않았습니다"),
    Text("close it, and put commas between its entries", "괄호를 닫고 항목 사이에 쉼표를 넣으십시오"),
)
_QUOTED = (
    Text("the quotation mark that opens here is not closed", "여기서 연 따옴표가 닫히지 않았습니다"),
    Text("close it with the same mark", "같은 따옴표로 닫으십시오"),
)
_IN_QUOTES = (
    Text("a text cannot begin with this sign", "글은 이 기호로 시작할 수 없습니다"),
    Text('put the text in quotes: `"…"`', '글을 따옴표로 묶으십시오: `"…"`'),
)

_SAYINGS: tuple[tuple[str, bool, tuple[Text, Text]], ...] = (
    ("quoted scalar", True, _QUOTED),
    ("',' or", True, _UNCLOSED),
    ("flow", True, _UNCLOSED),
    ("expected ':'", True, (
        Text("no colon follows this key", "이 키 뒤에 콜론이 없습니다"),
        Text("write `key: value`, with a space after the colon", "`키: 값` 형식으로, 콜론 뒤에 공백을 두고 적으십시오"),
    )),
    ("mapping values", False, _KEY_EXPECTED),
    ("expected key", False, _KEY_EXPECTED),
    ("block end", False, _KEY_EXPECTED),
    ("'-' indicator", False, (
        Text("an entry of the list was expected here", "여기에는 목록의 항목이 와야 합니다"),
        Text("begin it with `- `, below the entries above", "위 항목과 같은 칸에서 `- `로 시작하십시오"),
    )),
    ("sequence entries", False, (
        Text("an entry of a list cannot stand here", "여기에는 목록의 항목이 올 수 없습니다"),
        Text("begin the list on a line of its own", "목록은 새 줄에서 시작하십시오"),
    )),
    ("escape", False, (
        Text("a backslash means something else in double quotes", "큰따옴표 안의 `\\`는 다른 뜻으로 읽힙니다"),
        Text("put the text in single quotes: `'…'`", "글을 작은따옴표로 묶으십시오: `'…'`"),
    )),
    ("control characters", False, (
        Text("a character that cannot be shown stands here", "보이지 않는 제어 문자가 있습니다"),
        Text("delete it", "지우십시오"),
    )),
    ("special characters", False, (
        Text("a character that cannot be shown stands here", "보이지 않는 제어 문자가 있습니다"),
        Text("delete it", "지우십시오"),
    )),
    ("start any token", False, _IN_QUOTES), ("tag", False, _IN_QUOTES), ("anchor", False, _IN_QUOTES),
    ("alias", False, _IN_QUOTES), ("alphabetic", False, _IN_QUOTES), ("directive", False, _IN_QUOTES),
)  # fmt: skip
"""What a parser says, whether the cause is where the thing began that it was reading, and what we say."""

_OTHER = (
    Text("this line cannot be read as YAML", "이 줄은 YAML로 읽을 수 없습니다"),
    Text("write `key: value`, and indent with spaces", "`키: 값` 형식으로 적고 공백으로 들여쓰십시오"),
)


def _unexplained(fault: Fault, lines: list[str]) -> Told:
    """A fault for which no slip was found, by what the parser says."""
    line, column, pair = fault.line, fault.column, _OTHER
    for says, begun, saying in _SAYINGS:
        if says in fault.says:
            line, column = (fault.begun, fault.begun_column) if begun else (fault.line, fault.column)
            pair = saying
            break
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line, column = line - 1, 1
    return Told(line, column, *pair)
