"""Damage to a text, as people, tools and enemies do it. It is short lists of numbers, so that a failure shrinks."""

from collections.abc import Sequence

from hypothesis import strategies as st

CANARY = "Zoëkanarí"
"""A word that is no id and no word of any list: where it stands in an output, a value of somebody has leaked."""

# fmt: off
SIGNS = (
    "{", "}", "[", "]", ",", "&a", "*a", "<<: *a", "!!set", "!x", "|", ">", "'", '"', "#", "---", "...", "?", "-", "@",
    "[[[", ",,,,", ";;", "{{", "}}", "{%", "%}", ": ", "\n", "\n- ", "\n  ", "\t", "\0", "\r",
    "\u202e", "\ud7ff", "\ufeff", "\x85", "\u2028",
)
WORDS = (
    "null", "~", "true", "no", "none", "yes", ".inf", "-1", "0", "1e99", "0x1f", "9" * 20, "[]", "{}", "{a: 1}",
    "2026-02-30", "9999-12-31", "0001-01-01", "배관", "홍길동", "kind", "trips:", "travelers:", "kvcheck:", "id:",
    "name:", "charger", "po-114", "kim-ms", "esta", "b1", "all", "us/esta/scope", "permitted", "=1+1", "__class__",
    "../..", "/dev/zero", "😀", "x" * 70, CANARY,
)
# fmt: on
PIECES = (*SIGNS, *WORDS)

Hit = tuple[int, int, int]
"""Where, how, and with which piece."""

Hits = tuple[Hit, ...]
"""What is done to one text: a hit or a few."""

MOST = 3
"""The most hits of one text: after many, nothing of it is understood, and nothing behind the first look is tried."""
HOWS = (*range(14), 4, 4, 10, 10, 10, 10, 10, 10)
"""The ways of damage that bytes stand for. Those at the end put words in place of values, which keeps the syntax."""
BATCH = 20
"""How many texts are damaged for one example of Hypothesis: to draw one takes as long as to read a small file."""
BYTES = 4
"""How many of the bytes that are drawn make a hit."""


def _hits(drawn: bytes) -> Hits:
    """The hits that bytes stand for: each after the first is one if its second byte is large."""
    found: list[Hit] = []
    for at in range(0, len(drawn), BYTES):
        where, way, piece, more = drawn[at : at + BYTES]
        if at == 0 or way >= 128:
            number = way % len(HOWS)
            which = piece % len(PIECES) if number < 14 else len(SIGNS) + piece % len(WORDS)
            found.append((where << 6 | more & 63, HOWS[number], which))
    return tuple(found)


def _batch(drawn: bytes) -> list[Hits]:
    size = MOST * BYTES
    return [_hits(drawn[at : at + size]) for at in range(0, len(drawn), size)]


BATCHES = st.binary(min_size=BATCH * MOST * BYTES, max_size=BATCH * MOST * BYTES).map(_batch)
"""The damage of a batch of texts."""


def damaged(text: str, hits: Sequence[Hit]) -> str:
    """The text after each hit."""
    for where, how, which in hits:
        at = where % (len(text) + 1)
        text = _in_letters(text, at, how, PIECES[which]) if how < 6 else _in_lines(text, at, how, PIECES[which])
    return text


def _in_letters(text: str, at: int, how: int, piece: str) -> str:
    """Put in, take out, say twice, cut off, put in place of a word, break the line."""
    if how == 0:
        return text[:at] + piece + text[at:]
    if how == 1:
        return text[:at] + text[at + 1 + at % 40 :]
    if how == 2:
        return text[: at + 60] + text[at:]
    if how == 3:
        return text[: at + 200]
    if how == 4:
        start = max(text.rfind(each, 0, at) for each in " \n,{[:") + 1
        end = min([found for each in " \n,}]:" if (found := text.find(each, at)) >= 0] or [len(text)])
        return text[:start] + piece + text[end:]
    return text[:at] + "\n" + text[at:]


def _in_lines(text: str, at: int, how: int, piece: str) -> str:
    """The line at a place taken out, doubled, moved, its value exchanged, its sign taken, its value in brackets."""
    lines = text.split("\n")
    number = text.count("\n", 0, at)
    line = lines[number]
    key, colon, value = line.partition(": ")
    changed = {
        6: [],
        7: [line, line],
        8: ["  " + line],
        9: [line.removeprefix("  ")],
        10: [f"{key}{colon}{piece}"],
        11: [f"{key}{value}" if colon else f"{key}:"],
        12: [f"{key}{colon}[{value}" + "]" * (at % 2)],
        13: [f"{key}{colon}{value[: at % 9]}", f"  {value[at % 9 :]}"],
    }[how]
    return "\n".join([*lines[:number], *changed, *lines[number + 1 :]])
