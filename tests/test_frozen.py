"""Values that nobody changes."""

import copy
import pickle
from typing import Any

import pytest

from kvcheck.errors import Place, Problem
from kvcheck.frozen import Value
from kvcheck.language.text import Text


class Point(Value):
    """A value with a default."""

    x: int
    y: int = 0


class Spot(Point):
    """One with a field more."""

    name: str = ""


def test_values_equal_by_class_and_fields() -> None:
    """Given by place or by name, made again from a pickle; never a value of another class."""
    assert Point(1) == Point(x=1, y=0)
    assert hash(Point(1)) == hash(Point(1, 0))
    assert Point(1) != Point(1, 1)
    assert Point(1) != Spot(1)
    assert Point(1) != (1, 0)
    assert {Point(1): "a"}[Point(x=1)] == "a"
    assert repr(Spot(1, name="a")) == "Spot(x=1, y=0, name='a')"
    assert pickle.loads(pickle.dumps(Spot(1, 2, "a"))) == copy.deepcopy(Spot(1, 2, "a")) == Spot(1, 2, "a")  # noqa: S301
    match Spot(1, 2, "a"):
        case Spot(x, y, name):
            assert (x, y, name) == (1, 2, "a")


def test_values_cannot_be_changed() -> None:
    """Neither what they have nor by adding to it; and they are made whole or not at all."""
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 2
    assert not hasattr(point, "__dict__")
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})):
        with pytest.raises(TypeError):
            Point(*given, **named)


def test_fields_are_found_however_python_keeps_annotations() -> None:
    """In the body of the class, or from Python 3.14 on by a function in it, whatever that is called."""
    maker: Any = type(Value)
    for body in (
        {"__annotations__": {"x": int, "y": int}},
        {"__annotate__": lambda _: {"x": int, "y": int}},
        {"__annotate_func__": lambda _: {"x": int, "y": int}},
    ):
        made = maker("Made", (Value,), {**body, "y": 7})
        assert repr(made(1)) == "Made(x=1, y=7)"


def test_a_problem_is_told_from_another_by_all_it_says() -> None:
    """What is told twice is told once."""
    text, place = Text("a", "가"), Place("plan.yaml", 1, 1)
    assert Problem(message=text, place=place) == Problem(message=text, place=Place("plan.yaml", 1, 1))
    assert len({Problem(message=text), Problem(message=text), Problem(message=text, quote="x")}) == 2
