"""Values that nobody changes."""

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from kvcheck.errors import Place, Problem
from kvcheck.frozen import NamedTuple, Value
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


class Ours(NamedTuple):
    """What kvcheck makes."""

    name: str
    days: int = 1
    notes: tuple[str, ...] = ()


class Theirs(typing.NamedTuple):
    """The same by the standard library."""

    name: str
    days: int = 1
    notes: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "use",
    [
        lambda kind: kind("a"),
        lambda kind: kind("a", 2, ("b",)),
        lambda kind: kind(name="a", notes=("b",)),
        lambda kind: kind("a")._replace(days=3).days,
        lambda kind: kind._make(["a", 1, ()]).name,
        lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__ is not None),
        lambda kind: kind("a")._asdict(),
        lambda kind: (kind("a") == ("a", 1, ()), hash(kind("a")), kind("a")[0], len(kind("a")), [*kind("a")]),
        lambda kind: repr(kind("a")).removeprefix(kind.__name__),
        lambda kind: type(kind("a")) is kind and isinstance(kind("a"), tuple),
        lambda kind: pickle.loads(pickle.dumps(kind("a"))) == kind("a"),  # noqa: S301
        lambda kind: copy.deepcopy(kind("a")),
        lambda kind: hasattr(kind("a"), "__dict__"),
        lambda kind: kind(),
        lambda kind: kind("a", 1, (), 2),
        lambda kind: kind("a", name="b"),
        lambda kind: kind("a", day=2),
        lambda kind: kind._make(["a"]),
        lambda kind: setattr(kind("a"), "days", 2),
        lambda kind: type("Below", (kind,), {"__slots__": ()})("a").days,
    ],
)
def test_records_are_those_of_the_standard_library(use: Callable[[Any], Any]) -> None:
    """A class of ours takes, gives and refuses the same as one of `typing.NamedTuple`, first and later."""

    def answer(kind: Any) -> Any:
        try:
            return use(kind)
        except (TypeError, ValueError, AttributeError) as error:
            return type(error)

    for _ in range(2):
        assert answer(Ours) == answer(Theirs)


@pytest.mark.parametrize("default", [None, "x"])
def test_a_record_takes_what_is_given_when_it_is_the_first_of_its_class(default: str | None) -> None:
    """Its constructor is compiled then, and the fields are still given by place or by name."""

    class Late(NamedTuple):
        """Never made before."""

        name: str
        note: str | None = default

    assert Late(name="a") == ("a", default)
    assert Late("b", note="c") == ("b", "c")


def test_a_field_may_be_called_as_what_makes_a_record() -> None:
    """`letter` crashed, because a field was called `make`, as what its constructor calls."""

    class Maker(NamedTuple):
        """Fields with the names that its making uses."""

        make: Callable[[], str]
        cls: int = 1
        self: int = 2
        tuple: int = 3
        names: int = 4

    one = Maker(lambda: "made", cls=5)
    assert one.make() == "made"
    assert one._replace(self=6)[1:] == Maker(one.make, 5, 6)[1:] == (5, 6, 3, 4)
