"""What is kept of the rules is data: the shipped rules come back equal, and nothing else comes to life."""

import copy
import json
import pickle
from typing import Any
from unittest.mock import Mock

import pytest

from kvcheck.conditions import All, AnyOf, Comparison, Not
from kvcheck.frozen import FrozenDict
from kvcheck.language.text import Text
from kvcheck.model.wording import Language, Words, by_beginnings
from kvcheck.packs import Library, rules_root
from kvcheck.packs.data import Book, from_text, to_text

LIBRARY = Library(rules_root())
PARTS = ("facts", "catalogue", "authorities", "parameters", "documents", "steps", "words")


def kept(value: object) -> bytes:
    """A value as it is written."""
    return to_text(value).encode()


def kinds(value: Any) -> Any:
    """The types in a value, which equality alone does not compare: a tuple of its own kind equals a plain one.

    A list or a mapping of a file comes back without its places, a vocabulary as a book.
    """
    if isinstance(value, dict | Book):
        return FrozenDict if isinstance(value, FrozenDict) else dict, [
            (key, kinds(each)) for key, each in value.items()
        ]
    if isinstance(value, frozenset):
        return type(value), sorted((str(each), kinds(each)) for each in value)
    if isinstance(value, tuple | list):
        return list if isinstance(value, list) else type(value), [kinds(each) for each in value]
    slots = getattr(type(value), "__slots__", ())
    return type(value), [kinds(getattr(value, name)) for name in slots if not isinstance(value, str)]


@pytest.mark.parametrize("name", [*PARTS, *LIBRARY.pack_names])
def test_every_part_of_the_rules_comes_back_as_it_was(name: str) -> None:
    """Equal, of the same types, in the same order; and kept again it is the same text."""
    value = getattr(LIBRARY, name) if name in PARTS else LIBRARY.pack(name)
    again = from_text(kept(value))
    assert again == value
    assert kinds(again) == kinds(value)
    assert to_text(again) == to_text(value)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"a": {1: (frozenset(), [None, True, 1.5])}},
        {f"k{number}": "a|b" for number in range(99)},
        {f"k {number}": "a" for number in range(99)},
        {f"k{number}": number for number in range(99)},
        {f"k{number}": ["", "ㄱ", '"\\\n\u2028'][number % 3] for number in range(99)},
    ],
)
def test_mappings_come_back(value: object) -> None:
    """Short ones, and long ones with or without what tables are written with."""
    again = from_text(kept(value))
    assert again == value
    assert list(again) == list(value)  # type: ignore[call-overload]


@pytest.mark.parametrize("value", [object(), print, b"bytes", {1: {2}}, ValueError("no")])
def test_what_is_no_data_is_not_written(value: object) -> None:
    """A value of any other type is refused where it would be written, so that it is not found out when it is read."""
    with pytest.raises(TypeError):
        to_text(value)


@pytest.mark.parametrize(
    "told",
    [
        {"os.system": ["true"]},
        {"eval": ["1"]},
        {"__import__": ["os"]},
        {"Rule": ["too", "few"]},
        {"tuple": [1], "dict": []},
        {},
        {"dict": [1]},
        {"table": ["a b", "x", [0]]},
        {"table": ["a", "x", [7]]},
        {"RuleKind": ["no such kind"]},
        {"again": 0},
        {"again": {"dict": []}},
        {"Book": [["a"], 0]},
        {"Words": 0},
    ],
)
def test_a_text_makes_only_the_values_it_may_name(told: Any) -> None:
    """No name reaches anything else, and a record needs all of its fields."""
    with pytest.raises((ValueError, TypeError, LookupError)):
        from_text(json.dumps(told).encode())


def test_a_book_makes_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its values once, and only those; it is the mapping that was kept, also for another process."""
    loads = Mock(side_effect=json.loads)
    monkeypatch.setattr("kvcheck.packs.data.json.loads", loads)
    book = from_text(kept(LIBRARY.authorities))
    name = list(LIBRARY.authorities)[7]
    assert isinstance(book, Book)
    assert (name in book, "nothing" in book, len(book)) == (True, False, len(LIBRARY.authorities))
    assert book[name] is book[name]
    assert (book.get("nothing"), loads.call_count) == (None, 2)  # what the book lists, and one of it
    assert list(book) == list(LIBRARY.authorities)
    assert type(pickle.loads(pickle.dumps(book))) is dict  # noqa: S301
    assert pickle.loads(pickle.dumps(book)) == copy.copy(book) == LIBRARY.authorities  # noqa: S301
    with pytest.raises(KeyError):
        book["nothing"]


def test_what_rules_have_in_common_is_written_once() -> None:
    """And only what is the same: that 1 equals True does not make one condition of two."""
    ones = [Comparison("a", "is", operand, False) for operand in (1, True, 1.0, 1, "1")]
    group = All((ones[0], Not(ones[1]), All((ones[0], ones[1]))))
    again = from_text(kept([ones, group, group, AnyOf((group,))]))
    assert again == [ones, group, group, AnyOf((group,))]
    assert [type(each.operand) for each in again[0]] == [int, bool, float, int, str]
    assert again[1] is again[2] is again[3].parts[0]
    assert again[0][0] is again[1].parts[0] is again[1].parts[2].parts[0]
    assert b'"again"' not in kept([*ones[:3], Text("a", "b")])


def test_words_are_unfolded_by_their_beginnings() -> None:
    """They read as the mapping they were made of, also after they were kept; what would be parted wrong stays."""
    plain = {"weld": "act weld base", "welding": "act weld ing", "we": "neutral neutral base", "용접": "act weld base"}
    words = Words.of(plain)
    again = from_text(kept(words))
    for each in (words, again):
        assert isinstance(each, Words)
        assert dict(each) == plain
        assert len(each) == len(plain)
        assert each == plain
        assert [each.get(word) for word in ("weld", "wel", "welds", "", "x", "용")] == ["act weld base", *[None] * 5]
        assert "welding" in each
        assert "weldin" not in each
        with pytest.raises(KeyError):
            each["weldin"]
        asked = by_beginnings(["weld", "weldin", "we", "용접", "x"])
        assert (
            each.among(asked)
            == Language("en", frozenset(), True, True, True, plain, {}).among(asked)
            == {"weld", "we", "용접"}
        )
    assert from_text(kept(Words.of({}))) == {}
    for part in (" ", "|", "\n"):
        odd = {f"a{part}b": "x"}
        assert Words.of(odd) is odd
