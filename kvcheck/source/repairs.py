"""Brackets, quotation marks, commas and indents that are missing or wrong, each as a line mended.

A rule looks at one line and proposes what may have been meant; the parser says whether it was (`syntax`), so a rule
may propose too much. A sentence names signs and known keys, never the value.
"""

import re
from collections.abc import Iterator, Sequence

from kvcheck.language.text import Text
from kvcheck.source import signs
from kvcheck.source.known import keys
from kvcheck.source.line import Repair, Rule, begins_value, indents, outside, value_ends

CLOSERS = {"{": "}", "[": "]"}
_ENTRY = re.compile(r"^(\s*(?:-\s+)*)(\S.*)$")
_BLOCK = re.compile(r"""^(\s*(?:-\s+)*)([\w.가-힣-]+|"[^"]*"|'[^']*')(\s*:\s+)(\S.*)$""")


def missing_comma(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """Two entries in brackets without a comma between them."""
    line = lines[number - 1]
    for match in re.finditer(r"(?<=[^\s,{\[:\-])\s+(?=([A-Za-z_]\w*)\s*:\s)|(?<=[\]}])\s*(?=[{\[])", line):
        key = match[1]
        if key is None or key in keys():
            after = Text("`{key}`", "`{key}`", key=key) if key else Text("the next entry", "다음 항목")
            message = Text("no comma stands before {after}", "{after} 앞에 쉼표가 없습니다", after=after)
            hint = Text("put `,` there", "`,`를 넣으십시오")
            yield Repair(number, f"{line[: match.start()]}, {line[match.end() :]}", match.end() + 1, message, hint)


def number_sign(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A `#` in brackets that hides the rest of the line."""
    line = lines[number - 1]
    match = re.search(r"\s#", line)
    if match is None or not re.search(r"[{\[]", line[: match.start()]):
        return
    at = match.start() + 1
    begin = max(line.rfind(sign, 0, at) + 1 for sign in "{[,")
    colon = line.rfind(": ", begin, at)
    begin = max(begin, colon + 1)
    ends = [found for sign in ",}]" if (found := line.find(sign, at)) >= 0]
    end = min(ends, default=len(line))
    value = line[begin:end].strip().replace("'", "''")
    message = Text("`#` begins a comment, so that the rest of the line is not read",
                   "`#`부터는 주석이라서 이 줄의 나머지를 읽지 않습니다")  # fmt: skip
    yield Repair(number, f"{line[:begin]} '{value}'{line[end:]}", at + 1, message, _quote_hint(line, begin))


def bracket(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A bracket that is missing, is one too many, or is of the other kind."""
    line = lines[number - 1]
    stack: list[tuple[int, str]] = []
    end = len(line.rstrip())
    for at, sign, comment in outside(line):
        if comment:
            end = len(line[:at].rstrip())
            break
        if sign in CLOSERS:
            stack.append((at, sign))
        elif sign in CLOSERS.values():
            if stack and CLOSERS[stack[-1][1]] == sign:
                stack.pop()
                continue
            yield from _too_many(line, number, at)
            if stack:
                meant = CLOSERS[stack[-1][1]]
                message = Text("`{sign}` closes a `{opener}`", "`{opener}`{:을} `{sign}`{:으로} 닫았습니다",
                               sign=sign, opener=stack[-1][1])  # fmt: skip
                hint = Text("write `{meant}`", "`{meant}`{:으로} 적으십시오", meant=meant)
                yield Repair(number, line[:at] + meant + line[at + 1 :], at + 1, message, hint)
                yield from _not_closed(number, line, at, [stack[-1]])
            return
    if stack:
        yield from _not_closed(number, line, end, stack)
        for at, _ in stack[:1]:
            yield from _before_next_key(number, line, at, stack)


def _too_many(line: str, number: int, at: int) -> Iterator[Repair]:
    """A bracket that closes nothing."""
    message = Text("`{sign}` closes nothing", "`{sign}`에 짝이 되는 여는 괄호가 없습니다", sign=line[at])
    hint = Text("delete it, or open it before", "지우거나 앞에서 괄호를 여십시오")
    yield Repair(number, line[:at] + line[at + 1 :], at + 1, message, hint)
    opener = next(sign for sign, closer in CLOSERS.items() if closer == line[at])
    begin = re.match(
        r"^\s*(?:-\s+)*(?:[\w.가-힣-]+:\s+)?(?=[\w.가-힣-]+:\s)" if opener == "{" else r"^\s*[\w.-]+:\s+", line
    )
    if begin is not None:
        hint = Text("open it with `{opener}` behind the key", "키 뒤에서 `{opener}`{:으로} 여십시오", opener=opener)
        yield Repair(number, line[: begin.end()] + opener + line[begin.end() :], begin.end() + 1, message, hint)


def _not_closed(number: int, line: str, end: int, stack: list[tuple[int, str]]) -> Iterator[Repair]:
    """Brackets that are open, closed at a place of the line; a comma that stands there already goes on after them."""
    closing = "".join(CLOSERS[sign] for _, sign in reversed(stack))
    at, sign = stack[-1]
    rest = line[end:]
    head = line[:end].rstrip()
    comma = "," if head.endswith(",") else ""
    message = Text("`{sign}` is not closed", "`{sign}`{:이} 닫히지 않았습니다", sign=sign)
    hint = Text("add `{closing}` at the end of the line", "줄 끝에 `{closing}`{:을} 넣으십시오", closing=closing)
    if rest.strip() and not rest.lstrip().startswith("#"):
        hint = Text("add `{closing}` where it ends", "끝나는 자리에 `{closing}`{:을} 넣으십시오", closing=closing)
    yield Repair(number, f"{head.removesuffix(',')}{closing}{comma}{rest}", at + 1, message, hint)


def _before_next_key(number: int, line: str, at: int, stack: list[tuple[int, str]]) -> Iterator[Repair]:
    """An inner bracket that was not closed before the next key of the outer one: `{nationality: [KR, employer: x}`."""
    for match in re.finditer(r",\s*(?=[A-Za-z_]\w*\s*:\s)", line[at:]):
        yield from _not_closed(number, line, at + match.start(), stack[-1:])


def open_quote(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A quotation mark that is not closed."""
    line = lines[number - 1]
    for at, sign in enumerate(line):
        if sign in "\"'" and begins_value(line, at) and line.find(sign, at + 1) < 0:
            message = Text("the quotation mark is not closed", "따옴표가 닫히지 않았습니다")
            hint = Text(
                "close it with `{sign}` at the end of the text", "글 끝을 `{sign}`{:으로} 닫으십시오", sign=sign
            )
            body = line.rstrip()
            stop = len(body)
            while stop > at + 1:
                yield Repair(number, body[:stop] + sign + body[stop:], at + 1, message, hint)
                cut = max(body.rfind(each, at + 1, stop) for each in ",}]")
                if cut < 0:
                    break
                stop = cut


def text_after_quote(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A text that goes on behind its closing quotation mark, or has the same mark inside."""
    line = lines[number - 1]
    for at, sign in enumerate(line):
        if sign not in "\"'" or not begins_value(line, at):
            continue
        close = line.find(sign, at + 1)
        rest = line[close + 1 :].lstrip()
        if close < 0 or not rest or rest[0] in ",}]:#":
            continue
        message = Text("the text goes on after its closing quotation mark", "닫는 따옴표 뒤에 글이 더 있습니다")
        hint = Text("put all of it into one pair of quotation marks, and use the other kind inside",
                    "글 전체를 한 쌍의 따옴표로 묶고, 안에는 다른 종류의 따옴표를 쓰십시오")  # fmt: skip
        for end in value_ends(line, close + 1):
            value = line[at:end].strip().replace("'", "’")
            yield Repair(number, f"{line[:at]}'{value}'{line[end:]}", at + 1, message, hint)


def backslash(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A backslash in double quotes that begins no escape."""
    line = lines[number - 1]
    match = re.search(r'"[^"]*\\[^"]*"', line)
    if match:
        message = Text("a backslash means something else in double quotes", "큰따옴표 안의 `\\`는 다른 뜻으로 읽힙니다")
        hint = Text("put the text in single quotes: `'…'`", "글을 작은따옴표로 묶으십시오: `'…'`")
        value = match[0][1:-1].replace("'", "''")
        text = f"{line[: match.start()]}'{value}'{line[match.end() :]}"
        yield Repair(number, text, line.index("\\", match.start()) + 1, message, hint)


def in_quotes(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A text with signs that mean something in YAML."""
    line = lines[number - 1]
    block = _BLOCK.match(line)
    starts = [match.end() for match in re.finditer(r"[{,]\s*[\w.가-힣-]+\s*:\s+(?=[^\s\"'])", line)]
    starts += [block.start(4)] if block and block[4][0] not in "\"'" else []
    for begin in starts:
        for end in value_ends(line, begin):
            value = line[begin:end].rstrip()
            if not value or (value[0] in CLOSERS and value[-1] in CLOSERS.values()):
                continue  # a mapping or a list, not a text
            at, (message, hint) = _why_in_quotes(line, begin, value)
            doubled = value.replace("'", "''")
            yield Repair(number, f"{line[:begin]}'{doubled}'{line[begin + len(value) :]}", at + 1, message, hint)


def _why_in_quotes(line: str, begin: int, value: str) -> tuple[int, tuple[Text, Text]]:
    """Which sign of a text means something in YAML, and what to do about it."""
    hint = _quote_hint(line, begin)
    if value[0] in "@`%&*!|>{[?-":
        said = Text("a text cannot begin with `{sign}`", "글은 `{sign}`{:으로} 시작할 수 없습니다", sign=value[0])
        return begin, (said, hint)
    colon = re.search(r":(?=\s|$)", value)
    if colon and colon.end() == len(value):
        said = Text("two keys stand on one line", "한 줄에 키가 두 개 있습니다")
        hint = Text("put the second on a line of its own, indented below the first",
                    "두 번째 키는 다음 줄에 들여써서 적으십시오")  # fmt: skip
        return begin, (said, hint)
    if colon:
        said = Text("a text without quotes holds `: `, which makes a key of it",
                    "따옴표 없는 글에 `: `이 있어 키로 읽힙니다")  # fmt: skip
        return begin + colon.start(), (said, hint)
    return begin, (Text("this text has to stand in quotes", "이 글은 따옴표로 묶어야 합니다"), hint)


def indentation(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A line that is indented otherwise than those it belongs to."""
    line = lines[number - 1]
    match = re.match(r"^ *", line)
    own = len(match[0]) if match else 0
    for width in sorted(indents(lines, number), key=lambda each: abs(each - own)):
        if width != own:
            message = Text(
                "this line is indented by {own}, those it belongs to by {width}",
                "이 줄은 {own}칸 들여썼고 같은 묶음의 줄은 {width}칸 들여썼습니다",
                own=own,
                width=width,
            )
            hint = Text("indent it by {width} spaces", "공백 {width}칸으로 들여쓰십시오", width=width)
            yield Repair(number, " " * width + line.lstrip(" "), own + 1, message, hint, follows=True)


def dash(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """An entry of a list without its dash, or a key with a dash that does not belong there."""
    line = lines[number - 1]
    own = len(line) - len(line.lstrip(" "))
    if line[own:].startswith("- "):
        message = Text("`-` begins an entry of a list, but this is a key of a mapping",
                       "`-`는 목록의 항목을 시작하는데, 여기는 키가 올 자리입니다")  # fmt: skip
        yield Repair(
            number, line[:own] + "  " + line[own + 2 :], own + 1, message, Text("delete the `-`", "`-`를 지우십시오")
        )
        yield Repair(number, line[:own] + line[own + 2 :], own + 1, message, Text("delete the `-`", "`-`를 지우십시오"))
        return
    message = Text("this entry of the list does not begin with `-`", "이 목록 항목이 `-`로 시작하지 않습니다")
    hint = Text("write `- …`, below the entries above", "위 항목과 같은 칸에서 `- …`로 적으십시오")
    for width in dict.fromkeys((own, own - 2, *indents(lines, number))):
        if width >= 0:
            yield Repair(number, " " * width + "- " + line[own:], own + 1, message, hint)


RULES: tuple[tuple[Rule, ...], ...] = (
    (signs.tab, signs.odd_space, signs.wide_sign, signs.smart_quotes, signs.other_dash),
    (signs.colon_space, signs.dash_space, number_sign),
    (bracket, missing_comma, open_quote, text_after_quote, backslash),
    (signs.no_colon,),
    (in_quotes, indentation, dash),
)
"""The rules by how surely each tells a slip; those of a group are tried line by line, from the fault upwards."""


def _quote_hint(line: str, begin: int) -> Text:
    """That a text goes in quotes, by the key that it stands under."""
    match = re.search(r"([\w-]+)\s*:\s*$", line[:begin])
    key = match[1] if match and match[1] in keys() else ""
    if not key:
        return Text('put the text in quotes: `"…"`', '글을 따옴표로 묶으십시오: `"…"`')
    return Text('put the text in quotes: `{key}: "…"`', '글을 따옴표로 묶으십시오: `{key}: "…"`', key=key)
