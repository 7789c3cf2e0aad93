"""The user's own line as an error shows it: the reader's tokens say what is a key, what a value, and what neither.

Only what an error may repeat is shown, everything else becomes dots, so that columns stay where they are. What the
reader gives no token for, such as a comment and whatever follows a fault of syntax, shows only keys and signs.
"""

import re
from collections.abc import Iterator

from kvcheck.source.known import TEXTS, keys, may_show, may_show_in_rules, may_show_key
from kvcheck.source.parser import Role, tokens
from kvcheck.source.privacy import MASK

_SIGNS = frozenset("{}[],:-?\"'：，｛｝［］“”‘’")
_KEY = re.compile(r"""(?:^|[-{,\[?])\s*["']?([A-Za-z_]+)["']?(?=\s*[:：=]|\s|$)""")
_SWALLOWED = re.compile(r"([A-Za-z_]\w*)[:：= ]")
"""How a key begins that has its value in it, because no space parts them."""

Span = tuple[int, int]


class Quotes:
    """The lines of one text. Tokens are read as far as lines are asked for, each once."""

    def __init__(self, text: str, ids: frozenset[str], *, rules: bool = False) -> None:
        """Of a text, in which the values `ids` may be shown; `rules` says that it is of a company's own rules."""
        self._ids = ids
        self._rules = rules
        self._shown: dict[int, list[Span]] = {}
        self._read = 0
        self._tokens = self._spans(text)

    def line(self, number: int, line: str) -> str:
        """Line `number` (1-based), whose text is `line`, with all that an error may not repeat as dots."""
        while self._read <= number and (found := next(self._tokens, None)) is not None:
            self._read, span = found
            self._shown.setdefault(self._read, []).append(span)
        spans = self._shown.get(number, []) if self._read >= number else [match.span(1) for match in _known(line)]
        if self._read == number:  # the reader stopped within the line
            last = max(end for _, end in spans)
            spans = [*spans, *(match.span(1) for match in _known(line) if match.start(1) >= last)]
        shown = {at for start, end in spans for at in range(start, end)}
        return "".join(
            sign if at in shown or sign.isspace() or (sign in _SIGNS and _is_sign(line, at)) else MASK
            for at, sign in enumerate(line)
        )

    def _spans(self, text: str) -> Iterator[tuple[int, Span]]:
        """What may be shown of each line, in order."""
        path: list[str] = []
        for token in tokens(text):
            if token.role is Role.OPEN:
                path.append("")
            elif token.role is Role.CLOSE:
                del path[-1:]
            elif token.role is Role.KEY:
                above = tuple(each for each in path[:-1] if each)
                if path:
                    path[-1] = token.text
                swallowed = _SWALLOWED.match(token.text)
                if self._may_show_key(token.text, above):
                    yield token.line, (token.start, token.end)
                elif swallowed is not None and swallowed[1] in keys():
                    yield token.line, (token.start, token.start + swallowed.end())
            elif self._may_show(token.text, tuple(path)):
                yield token.line, (token.start, token.end)
            else:
                yield token.line, (token.start, token.start)

    def _may_show_key(self, key: str, path: tuple[str, ...]) -> bool:
        own = self._rules and (key in TEXTS or may_show_in_rules(key, path))
        return own or may_show_key(key, path)

    def _may_show(self, value: str, path: tuple[str, ...]) -> bool:
        if self._rules:
            return may_show_in_rules(value, path)
        return may_show(value, path, self._ids)


def _known(line: str) -> Iterator[re.Match[str]]:
    """Known keys of a line that has no tokens."""
    return (match for match in _KEY.finditer(line) if match[1] in keys())


def _is_sign(line: str, at: int) -> bool:
    """Whether a sign stands by itself, and not within a word."""
    before, after = line[at - 1 : at] if at else " ", line[at + 1 : at + 2] or " "
    return not (before.isalnum() and after.isalnum()) or line[at] in "：:,，{["
