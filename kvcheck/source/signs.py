"""Signs that look like those of YAML and are none, and those that are missing: characters, colons, dashes.

A rule looks at one line and proposes what may have been meant; the parser says whether it was (`syntax`).
"""

import re
from collections.abc import Iterator, Sequence

from kvcheck.language.text import Text
from kvcheck.source.known import keys
from kvcheck.source.line import Repair, begins_value, indents, outside

BLANKS = {
    "\u00a0": "NO-BREAK SPACE", "\u2007": "FIGURE SPACE", "\u202f": "NARROW NO-BREAK SPACE",
    "\u3000": "IDEOGRAPHIC SPACE", "\u2002": "EN SPACE", "\u2003": "EM SPACE", "\u2009": "THIN SPACE",
    "\u200a": "HAIR SPACE", "\u205f": "MATHEMATICAL SPACE", "\u1680": "OGHAM SPACE", "\u2800": "BRAILLE BLANK",
    "\u3164": "HANGUL FILLER",
}  # fmt: skip
"""Characters that look like a space and are none for YAML."""
NOTHING = {
    "\u200b": "ZERO WIDTH SPACE", "\u200c": "ZERO WIDTH NON-JOINER", "\u200d": "ZERO WIDTH JOINER",
    "\u2060": "WORD JOINER", "\ufeff": "BYTE ORDER MARK", "\u00ad": "SOFT HYPHEN", "\u200e": "LEFT-TO-RIGHT MARK",
    "\u200f": "RIGHT-TO-LEFT MARK",
}  # fmt: skip
"""Characters that show nothing."""
WIDE = {"：": ":", "，": ",", "、": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "－": "-", "＃": "#",
        "﹕": ":", "︰": ":", "＂": '"', "＇": "'"}  # fmt: skip
"""Signs of an East Asian keyboard, and what YAML has for them."""
SMART = {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "«": '"', "»": '"',
         "「": '"', "」": '"', "『": '"', "』": '"'}  # fmt: skip
"""Quotation marks of word processors, and what YAML has for them."""


def tab(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A tab where the line is indented."""
    line = lines[number - 1]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent:
        message = Text("a tab indents this line", "이 줄이 탭으로 들여써 있습니다")
        hint = Text("indent with spaces, not with a tab", "탭이 아니라 공백으로 들여쓰십시오")
        for width in dict.fromkeys((2, *indents(lines, number))):
            text = (" " * width) + line.lstrip(" \t")
            yield Repair(number, text, indent.index("\t") + 1, message, hint)


def odd_space(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A character that looks like a space, or like nothing, where YAML wants a space or a sign."""
    line = lines[number - 1]
    found = [(at, sign) for at, sign, _ in outside(line) if sign in BLANKS or sign in NOTHING]
    if not found:
        return
    at, sign = next((each for each in found if _beside_a_sign(line, each[0])), found[0])
    message, hint = odd(sign)
    text = "".join(" " if each in BLANKS else "" if each in NOTHING else each for each in line)
    yield Repair(number, text, at + 1, message, hint)
    if not line[:at].strip():
        for width in indents(lines, number):
            yield Repair(number, " " * width + text.lstrip(), at + 1, message, hint)


def odd(sign: str) -> tuple[Text, Text]:
    """What to say of a character that looks like a space, or like nothing."""
    code = f"{ord(sign):04X}"
    message = Text(
        "this is not a space but U+{code} ({name}), as word processors and messengers put it",
        "이 칸은 공백이 아니라 U+{code}({name})입니다. 워드나 메신저에서 복사하면 들어갑니다",
        name=(BLANKS | NOTHING)[sign],
        code=code,
    )
    if sign in NOTHING:
        return message, Text("delete it; it cannot be seen", "지우십시오. 화면에는 보이지 않습니다")
    return message, Text("delete it and type a space", "지우고 공백을 입력하십시오")


def wide_sign(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A full-width colon, comma or bracket."""
    line = lines[number - 1]
    found = [(at, sign) for at, sign, _ in outside(line) if sign in WIDE]
    if not found:
        return
    every = "".join(_plain_sign(line, at) for at in range(len(line)))
    colon = re.sub(r"^(\s*(?:-\s+)*[\w.-]+)\s*[：﹕︰]\s*", r"\1: ", line)
    for text in dict.fromkeys((colon, every)):
        at = next((at for at, sign in found if text == every or sign in "：﹕︰"), None)
        if at is not None and text != line:
            sign = line[at]
            yield Repair(number, text, at + 1, *wide(sign))


def wide(sign: str) -> tuple[Text, Text]:
    """What to say of a full-width sign."""
    meant = WIDE[sign]
    message = Text(
        "`{sign}` is a full-width sign, which YAML does not know",
        "`{sign}`{:은} 전각 기호라서 YAML이 알지 못합니다",
        sign=sign,
    )
    if meant == ":":
        return message, Text("type `:` and a space", "반각 `:`과 공백을 입력하십시오")
    return message, Text("type `{meant}`", "반각 `{meant}`{:을} 입력하십시오", meant=meant)


def smart_quotes(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """Quotation marks of a word processor around a text."""
    line = lines[number - 1]
    at = next((at for at, sign in enumerate(line) if sign in SMART and begins_value(line, at)), None)
    if at is None:
        return
    text = line.replace('"', "'") if '"' in line else line
    text = "".join(SMART.get(sign, sign) for sign in text)
    message, hint = smart(line[at])
    yield Repair(number, text, at + 1, message, hint)


def smart(sign: str) -> tuple[Text, Text]:
    """What to say of a quotation mark that YAML does not know."""
    return (
        Text(
            "`{sign}` is a quotation mark of a word processor, which YAML takes for a letter of the text",
            "`{sign}`{:은} 워드 프로세서의 따옴표라서 YAML이 글의 일부로 읽습니다",
            sign=sign,
        ),
        Text(
            "type `{meant}` at both ends, or no quotation marks",
            "양쪽에 곧은 따옴표 `{meant}`{:을} 입력하거나 따옴표를 빼십시오",
            meant=SMART[sign],
        ),
    )


def colon_space(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A key with its value right behind the colon."""
    line = lines[number - 1]
    pattern = r"""(^\s*(?:-\s+)*|[{,]\s*)(["']?)([A-Za-z_]\w*|[\w.가-힣-]+(?=["']?:[{\["']))\2:(?=[^\s:/])"""
    found = [match for match in re.finditer(pattern, line) if match[3] in keys() or line[match.end()] in "{[\"'"]
    for match in reversed(found):
        line = f"{line[: match.end()]} {line[match.end() :]}"
    if found:
        yield Repair(number, line, found[0].end(), *no_space(found[0][3]))


def no_space(key: str) -> tuple[Text, Text]:
    """What to say of a key whose colon has no space behind it."""
    shown = key if key in keys() else "…"
    return (
        Text("no space follows the colon of `{key}`", "`{key}` 뒤의 콜론 다음에 공백이 없습니다", key=shown),
        Text("write `{key}: …`", "`{key}: …`처럼 콜론 뒤에 공백을 두십시오", key=shown),
    )


def no_colon(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A known key with no colon, or with another sign for it."""
    line = lines[number - 1]
    pattern = r"(^\s*(?:-\s+)*|[{,]\s*)([A-Za-z_]\w*)(\s*(?:=|:=|->|=>|;)\s*|\s+|\s*$)(?=([^:=\s]|$))"
    for match in re.finditer(pattern, line):
        if match[2] in keys() and not line[match.end() :].startswith((":", "-> ")):
            text = f"{line[: match.end(2)]}: {line[match.end() :]}".rstrip()
            yield Repair(number, text, match.end(2) + 1, *lacks_colon(match[2]))


def lacks_colon(key: str) -> tuple[Text, Text]:
    """What to say of a key without a colon."""
    return (
        Text("no colon follows `{key}`", "`{key}` 뒤에 콜론이 없습니다", key=key),
        Text("write `{key}: …`", "`{key}: …` 형식으로 적으십시오", key=key),
    )


def dash_space(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """An entry of a list right behind its dash."""
    match = re.match(r"^(\s*)-(?=[^\s\-\d])", lines[number - 1])
    if match:
        text = f"{match[1]}- {lines[number - 1][match.end() :]}"
        message = Text("no space follows the `-`", "`-` 뒤에 공백이 없습니다")
        hint = Text("write `- …`", "`- …`처럼 `-` 뒤에 공백을 두십시오")
        yield Repair(number, text, match.end(), message, hint)


def other_dash(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """An entry of a list that begins with a dash of a word processor, or with a bullet."""
    match = re.match(r"^(\s*)([–—―‐‑−•·*])(?=\s+\S)", lines[number - 1])
    if match:
        text = f"{match[1]}-{lines[number - 1][match.end() :]}"
        message = Text(
            "`{sign}` begins no entry of a list", "`{sign}`{:은} 목록의 항목을 시작하지 못합니다", sign=match[2]
        )
        yield Repair(number, text, match.end(), message, Text("type `- …`", "`- …`처럼 `-`를 입력하십시오"))


def _beside_a_sign(line: str, at: int) -> bool:
    """Whether a place lies in the indentation or beside a sign of YAML."""
    return not line[:at].strip() or line[at - 1] in ":,-{[：，" or line[at + 1 : at + 2] in (":", ",", "{", "[", "：")


def _plain_sign(line: str, at: int) -> str:
    """The sign that YAML has, for a full-width one; behind a colon or a comma goes a space."""
    meant = WIDE.get(line[at], line[at])
    return meant + " " if meant != line[at] and meant in ":," and line[at + 1 : at + 2].strip() else meant
