"""What the reader of lines accepts is what the general reader makes of it, to the last place; the rest it leaves."""

import os
import random
from pathlib import Path
from typing import Any

import pytest

from kvcheck.source import line_reader
from kvcheck.source.builder import Builder
from kvcheck.source.limits import MAX_DEPTH
from kvcheck.source.values import Document, Items, Node

ROOT = Path(__file__).resolve().parents[2]
COUNT = int(os.environ.get("KVCHECK_FUZZ", "0")) or 6_000
"""So many damaged texts; a million and more by hand, with `tests/fuzz/run`'s variable."""
PIECES = (
    "a", "b: ", "- ", ": ", ":", " ", "  ", "#", " # ", "[", "[a, b]", "{", "{k: v}", "}", "]", ",", ", ", '"', "'",
    '"x"', "'y'", "null", "~", "true", "12", "1.5", "0x1", "007", "-", "?", "? ", "&a ", "*a", "!", "!!str ", "<<: ",
    "%", "@", "`", "|", ">-", "---", "...", "=", "\\", "가", "나: ", "\u3000", "\u00a0", "é", "\t", "\x85", "\u2028",
    "x: y: z", "a:b", "a#b", "[]", "{}", "[a,b]", "{a: b,c: d}", "{a, b: c}", "1e5", "2026-01-01", "it's", "a - b",
)  # fmt: skip


def described(value: Any) -> Any:
    """A value with every place and type in it."""
    if isinstance(value, Node):
        return "mapping", value.start, list(value.marks), [(key, described(each)) for key, each in value.items()]
    if isinstance(value, Items):
        return "list", value.start, list(value.marks), [described(each) for each in value]
    return type(value), value


def accepted(text: str) -> bool:
    """Whether a text is read line by line; if so it is held against what the general reader makes of it."""
    plain, general = Document("f", text), Document("f", text)
    if not line_reader.read(plain):
        assert plain.root is None
        return False
    builder = Builder(general)
    builder.build()
    assert not builder.problems, text
    assert described(plain.root) == described(general.root), text
    return True


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: x y z  # said\n\n# alone\n'c d': 'e # f'\n",
        "a:\n- b\n- c: d\n  e: [f, g h]\n  i:\n    - {j: k, l: 2027-01-01}\nm: 나 다\n",
        "a:\n  b:\n    c: [[1, 2], {d: \"e: f\"}]  # both\n  g: {h: 'i'}\nj: {}\nk: []\nl: [&m n]\n",
    ],
)
def test_plain_documents_are_read_line_by_line(text: str) -> None:
    """Mappings, lists, words in brackets, comments, quotes, in every script."""
    assert accepted(text)


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.yaml")), ids=lambda path: path.name)
def test_examples_are_read_alike(path: Path) -> None:
    """Whether they are read line by line or not."""
    assert accepted(path.read_text(encoding="utf-8")) or path.name == "other-classes.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "# nothing", "a", "- a", "a:", "a: b\na: c", "a: |\n  b", "a: b\n  c", "a: b\n  c: d", "a: *b", "a: {b: *c}",
        "a: !!str 1",
        "a: b\n...\nc: d", "---\na: b", "a: {b: c\n  d: e}", "<<: {a: b}", '"<<": {a: b}', "a:\tb", "a: b\r\nc: d\r\n",
        "a: [b\n", "a: [b] c", "a: {b: c}: d",
        "a: {b: c, b: d}", "a: 'b' c", "a: b: c", "  a: b\nc: d", "a:\n - b\n- c",
        "a:\n" + "".join(" " * depth + "b:\n" for depth in range(1, MAX_DEPTH)) + " " * MAX_DEPTH + "c: d",
    ],
)  # fmt: skip
def test_what_is_more_or_wrong_is_left_to_the_general_reader(text: str) -> None:
    """It alone words errors."""
    assert not accepted(text)


def damaged(chance: random.Random, texts: list[list[str]]) -> str:
    """Some lines of a text with a few pieces of YAML put, moved, doubled, cut or indented otherwise."""
    lines = list(chance.choice(texts))
    first = chance.randrange(max(len(lines) - 12, 1))
    lines = lines[first : first + chance.randint(3, 12)]
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    lines = [line[indent:] for line in lines]
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randrange(len(line) + 1)
        lines[at] = chance.choice(
            (
                line[:cut] + chance.choice(PIECES) + line[cut:],
                line[:cut] + line[cut + chance.randint(1, 4) :],
                " " * chance.randint(0, 6) + line.lstrip(" "),
                lines[chance.randrange(len(lines))],
                "".join(chance.choices(PIECES, k=chance.randint(1, 6))),
            )
        )
    return "\n".join(lines)


def test_damaged_documents_are_read_alike() -> None:
    """Whatever is accepted of them: a share that is no accident."""
    paths = [*ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/plans/*.yaml")]
    texts = [path.read_text(encoding="utf-8").split("\n") for path in sorted(paths)]
    chance = random.Random(COUNT)  # noqa: S311 - the same damage every time
    assert sum(accepted(damaged(chance, texts)) for _ in range(COUNT)) > COUNT // 8
