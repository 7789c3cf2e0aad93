"""YAML becomes values that know their place, or problems that name it."""

import gc
from itertools import pairwise

import pytest

from kvcheck.errors import CannotCheck, Problem
from kvcheck.source import Items, Node, read_file, read_text
from kvcheck.source.encoding import decode
from kvcheck.source.limits import MAX_ALIASED, MAX_DEPTH, MAX_TEXT
from tests.support import changed, problems


def root(text: str) -> Node:
    """The mapping a text holds."""
    value = read_text(text, "f.yaml").root
    assert isinstance(value, Node)
    return value


def wrong(text: str) -> list[Problem]:
    """What is wrong with a text."""
    with pytest.raises(CannotCheck) as caught:
        read_text(text, "f.yaml")
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"), ("on", "on"), ("yes", "yes"), ("0123", "0123"), ("12:30", "12:30"), ("1_000", "1_000"),
        ("2026-12-01", "2026-12-01"), ("0x1F", "0x1F"), ("0o17", "0o17"), (".inf", ".inf"), ("1e3", 1000.0),
        ("12", 12), ("-3", -3), ("2.5", 2.5), ("true", True), ("False", False), ("null", None), ("~", None),
        ("'12'", "12"), ('"true"', "true"), ("010-1234-5678", "010-1234-5678"), ("!!str 12", "12"), ("!!int 12", 12),
    ],
)  # fmt: skip
def test_scalars_mean_what_yaml_1_2_says(written: str, meant: object) -> None:
    """Norway is not false, a time is not a number, and an employee number keeps its zero."""
    value = root(f"a: {written}")["a"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize("written", ["! 12", '! "12"', "!", "!x 12", "!!float text"])
def test_a_tag_that_says_something_else_is_refused(written: str) -> None:
    """The bare `!` too, by which YAML 1.2 means a text: nobody writes it in a plan."""
    with pytest.raises(CannotCheck, match="tag"):
        root(f"a: {written}\nb: ! 3")


def test_a_quoted_word_does_not_lend_its_meaning_to_a_plain_one() -> None:
    """`"true"` is text and `true` is not, in either order."""
    assert list(root('a: "true"\nb: true\nc: "true"').values()) == ["true", True, "true"]


def test_every_value_knows_its_place() -> None:
    """Keys, scalars, mappings and items have 1-based lines and columns."""
    plan = root("a: 1\nb:\n  - {c: x}\n  - d\n가: 나\n")
    assert str(plan.key_place("a")) == "f.yaml:1:1"
    assert str(plan.value_place("a")) == "f.yaml:1:4"
    items = plan["b"]
    assert isinstance(items, Items)
    assert str(items.item_place(0)) == "f.yaml:3:5"
    assert str(items[0].value_place("c")) == "f.yaml:3:9"
    assert str(items.item_place(1)) == "f.yaml:4:5"
    assert str(plan.value_place("가")) == "f.yaml:5:4"


def test_a_merged_mapping_keeps_the_places_of_what_it_merges() -> None:
    """`<<` adds what is missing, and each entry points at the line where it was written."""
    merged = root("a: &a {p: 1, q: 2}\nb: {<<: *a, q: 3}")["b"]
    assert merged == {"p": 1, "q": 3}
    assert (merged.value_place("p").line, merged.value_place("q").line) == (1, 2)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("", "f.yaml:1:1", "empty"),
        ("# only a comment\n", "f.yaml:1:1", "empty"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3:1", "stands here and at line 1"),
        ("a:\n\t- b", "f.yaml:2:1", "a tab indents"),
        ("a: [1, 2", "f.yaml:1:4", "is not closed"),
        ("a: *b", "f.yaml:1:4", "no anchor"),
        ("a: &a [*a]", "f.yaml:1:8", "contains itself"),
        ("a: !!python/object:os.system x", "f.yaml:1:4", "tag"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1", "second document"),
        ("? [a]\n: b", "f.yaml:1:3", "key must be text"),
        ("a: \x00", "f.yaml:1:4", "cannot be shown"),
        ("[" * 100_000, "f.yaml:1:61", "levels deep"),
        ("a: " + "{b: " * 1000, "f.yaml:1:240", "levels deep"),
        ("<<: 1", "f.yaml:1:1", "takes a mapping"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_place(text: str, place: str, says: str) -> None:
    """No input crashes the reader, and none is repaired in silence."""
    [problem] = wrong(text)
    assert str(problem.place) == place
    assert says in problem.message.en
    assert problem.message.ko


NESTED = {
    "flow lists": ("[", ""),
    "flow lists in pairs": ("[", "]"),
    "flow maps": ("{a: ", ""),
    "a flow map for a key": ("{", ""),
    "lists and maps": ("[{a: ", "}]"),
    "after an entry": ("[x, ", "]"),
    "after a bracket in quotes": ('["]", ', "]"),
    "over lines": ("[\n", "]\n"),
    "block lists": ("- ", "x"),
    "explicit keys": ("? ", ""),
}
"""Shapes of nesting: what opens a level, and what closes it."""


PLACES = ["", "a:\n  - ", "a: 1\na: 2\nb: "]
"""What may stand before: nothing, a list, an entry that is wrong already and a key, where no block begins."""


@pytest.mark.parametrize("levels", [1_000, 1_001, 5_000])
@pytest.mark.parametrize(
    ("before", "shape"),
    [
        (before, shape)
        for shape in NESTED
        for before in PLACES
        if not (before.endswith("b: ") and NESTED[shape][0] in ("- ", "? "))
    ],
)
def test_depth_is_refused_alike_however_deep(before: str, shape: str, levels: int) -> None:
    """Our own limit decides, although libraries refuse some shapes far deeper before they hand over the first level."""
    opens, closes = NESTED[shape]
    little, much = (wrong(before + opens * deep + closes * deep) for deep in (MAX_DEPTH + 2, levels))
    assert [(each.place, each.message) for each in much] == [(each.place, each.message) for each in little]
    [*_, last] = much
    assert f"{MAX_DEPTH} levels" in last.message.en or last.message.en == "a key must be text"


@pytest.mark.parametrize("text", ['a: "[', "a: x[", "a: 'x' # ["])
def test_brackets_in_a_text_are_no_depth(text: str) -> None:
    """What is wrong in a line of many brackets is said as it is elsewhere."""
    found = wrong(text + "[" * 200 + "\nb: [")
    assert all("levels" not in each.message.en for each in found)


@pytest.mark.parametrize("form", ["a: {}", 'a: "{}"', "a: '{}'", "? {}\n: 1", "a: |\n  {}", "- {}"])
def test_no_text_is_longer_than_a_plan_needs(form: str) -> None:
    """A key or a value of a hundred thousand characters is read; one more is refused at its place, unquoted."""
    assert read_text(form.format("x" * (MAX_TEXT - 1)), "f.yaml").root
    for size in (MAX_TEXT + 1, 20 * MAX_TEXT):
        [problem] = wrong(form.format("x" * size))
        assert "more than 100,000 characters" in problem.message.en
        assert problem.place is not None
        assert problem.place.line == 1
        assert problem.quote == ""


def test_aliases_cannot_make_a_small_file_large() -> None:
    """Nine levels of nine aliases would be millions of values; reading stops at the bound."""
    names = "abcdefgh"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise(names)]
    [problem] = wrong("\n".join(lines))
    assert f"{MAX_ALIASED:,}" in problem.message.en


def test_a_tab_gets_the_hint_that_helps() -> None:
    """Who indents with a tab is told to use spaces."""
    [problem] = wrong("a:\n\t- b")
    assert problem.hint is not None
    assert "spaces" in problem.hint.en


def test_all_duplicates_are_told_at_once() -> None:
    """Two duplicate keys are two problems, each with the place of the first."""
    found = wrong("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(str(each.place), str(each.also)) for each in found] == [
        ("f.yaml:2:1", "f.yaml:1:1"),
        ("f.yaml:5:3", "f.yaml:4:3"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("이름: 설치".encode("cp949"), "CP949"),
        ("a: 1".encode("utf-16"), "UTF-16"),
        (b"a: \xff\xfe\xfa", "not UTF-8"),
    ],
)
def test_bytes_that_are_not_utf8_name_their_encoding(data: bytes, says: str) -> None:
    """A file saved by Korean Windows gets the command that mends it."""
    with pytest.raises(CannotCheck) as caught:
        decode(data, "plan.yaml")
    [problem] = caught.value.problems
    assert says in problem.message.en
    assert problem.hint is not None


def test_a_byte_order_mark_is_no_obstacle(tmp_path: pytest.TempPathFactory) -> None:
    """UTF-8 with a mark, as some editors write it, reads the same."""
    assert decode(b"\xef\xbb\xbfa: 1", "f") == "a: 1"


def test_a_file_that_is_not_there_is_named(tmp_path: "pytest.TempPathFactory") -> None:
    """The reason of the operating system is passed on."""
    from pathlib import Path

    with pytest.raises(CannotCheck, match="No such file"):
        read_file(Path(str(tmp_path)) / "absent.yaml", "absent.yaml")


def test_the_collector_is_left_as_it_was() -> None:
    """Reading pauses the garbage collector and gives it back, also when it fails."""
    assert gc.isenabled()
    with pytest.raises(CannotCheck):
        read_text("a: [", "f")
    assert gc.isenabled()


@pytest.mark.parametrize(
    "entry",
    [
        "    name:\n      - HONG GILDONG\n",
        "    passport: M123CANARY\n",
        "    lodging: [Canary Inn]\n",
        "    phone: {a: CANARY}\n",
    ],
)
def test_an_error_about_a_person_shows_nothing_of_the_person(entry: str) -> None:
    """Neither the message nor the quoted line repeats what stands at or below a private key."""
    found = problems(changed(("  kim-ms:\n", f"  kim-ms:\n{entry}")))
    assert found
    for problem in found:
        told = f"{problem.message.en} {problem.message.ko} {problem.quote} {problem.hint.en if problem.hint else ''}"
        assert "HONG" not in told
        assert "canary" not in told.lower()


def test_a_traveler_that_is_a_name_is_not_repeated() -> None:
    """A name where the traveler's data should stand."""
    found = problems(changed(("travelers:\n", "travelers:\n  other: HONG GILDONG\n")))
    assert found
    assert all("HONG" not in f"{each.message.en}{each.quote}" for each in found)
