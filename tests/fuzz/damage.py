"""Damage to a text, as people, tools and enemies do it. It is short lists of numbers, so that a failure shrinks."""

from collections.abc import Sequence

from hypothesis import strategies as st

CANARY = "Zoëkanarí"
"""A word that is no id and no word of any list: where it stands in an output, a value of somebody has leaked."""

PIECES = (
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a",
        "*a",
        "<<: *a",
        "!!set",
        "!x",
        "|",
        ">",
        "'",
        '"',
        "#",
        "---",
        "...",
        "?",
        "-",
        "@",
    ),
    *(
        "null",
        "~",
        "true",
        "no",
        "none",
        "yes",
        ".inf",
        "-1",
        "0",
        "1e99",
        "0x1f",
        "9" * 20,
        "[]",
        "{}",
        "{a: 1}",
        "[[[",
    ),
    *("2026-02-30", "9999-12-31", "0001-01-01", "배관", "홍길동", "kind", "trips:", "travelers:", "kvcheck:", "id:"),
    *("name:", "charger", "po-114", "kim-ms", "esta", "b1", "all", "us/esta/scope", "permitted", ",,,,", ";;", "=1+1"),
    *("{{", "}}", "{%", "%}", "__class__", "../..", "/dev/zero", "😀", ": ", "\n", "\n- ", "\n  ", "\t", "\0", "\r"),
    *("\u202e", "\ud7ff", "\ufeff", "\x85", "\u2028", "x" * 70, CANARY),
)

Hit = tuple[int, int, int]
"""Where, how, and with which piece."""

HITS = st.lists(
    st.tuples(st.integers(0, 1 << 14), st.integers(0, 13), st.integers(0, len(PIECES) - 1)), min_size=1, max_size=4
)


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
