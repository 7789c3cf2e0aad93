"""Mappings and values that nobody changes: what a result holds is shared by all equal subjects."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple

try:
    from _collections import _tuplegetter  # type: ignore[attr-defined,import-not-found,unused-ignore]
except ImportError:  # a Python that has no such getters: as `collections.namedtuple` does then

    def _tuplegetter(index: int, _: str) -> property:
        return property(itemgetter(index))


K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


def twin(value: T) -> T:
    """Another object with the same attributes, some of which are about to be others: `copy.copy` of what keeps them in
    its `__dict__`, without the modules that are loaded for that.
    """
    other: T = object.__new__(type(value))
    vars(other).update(vars(value))
    return other


def _refuse(self: object, *_: Any, **__: Any) -> NoReturn:
    raise TypeError("this mapping is part of a result and cannot be changed")


class FrozenDict(dict[K, V]):
    """A dict that cannot be changed once it is made: it reads as fast, it can be hashed, and it pickles.

    >>> FrozenDict(days=3) | {"days": 4}
    {'days': 4}
    """

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """By keys and values, so that equal mappings have equal hashes. TypeError if a value has none."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        """Made again from a plain dict, for pickle would set its entries one by one."""
        return type(self), (dict(self),)


class Row(Mapping[str, Any]):
    """Values by names that many rows share: a fifth of the memory of a dict, and it cannot be changed either."""

    __slots__ = ("_at", "_values")

    def __init__(self, at: Mapping[str, int], values: tuple[Any, ...]) -> None:
        """`at` says of each name, in order, the number of its value."""
        self._at = at
        self._values = values

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name, else the default."""
        at = self._at.get(name)
        return default if at is None else self._values[at]

    def __getitem__(self, name: str) -> Any:
        return self._values[self._at[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        """By names and values, as of a FrozenDict."""
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return repr(dict(self))


def _annotations(body: dict[str, Any]) -> dict[str, Any]:
    """What the body of a class annotates. From Python 3.14 on, the body has only a function that tells it."""
    tells = body.get("__annotate__") or body.get("__annotate_func__")
    found: dict[str, Any] = tells(1) if tells is not None else body.get("__annotations__", {})  # 1: as values
    return found


class _Fields(type):
    """Makes slots of the fields that a class names, and keeps their defaults."""

    __match_args__: tuple[str, ...]
    defaults: dict[str, Any]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], *, kw_only: bool = False) -> "_Fields":
        """`kw_only` is for who checks types: whether fields are given by name."""
        own = tuple(_annotations(body))
        defaults = {each: body.pop(each) for each in own if each in body}
        above: Any = bases[0] if bases else None
        names = (*above.__match_args__, *own) if above is not None else own
        known = (above.defaults if above is not None else {}) | defaults
        return super().__new__(cls, name, bases, {**body, "__slots__": own, "__match_args__": names, "defaults": known})


@dataclass_transform(frozen_default=True)
class Value(metaclass=_Fields):
    """A value that equals others of its class with equal fields, and cannot be changed.

    A frozen dataclass with slots does the same, but to import what makes it takes longer than to check a small plan.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        names = type(self).__match_args__
        if named or len(given) != len(names):
            defaults, behind = type(self).defaults, names[len(given) :]
            if len(given) > len(names) or not set(behind) - defaults.keys() <= named.keys() <= set(behind):
                raise TypeError(f"{type(self).__name__} has the fields {', '.join(names)}")
            given += tuple([named[name] if name in named else defaults[name] for name in behind])
        for name, value in zip(names, given, strict=True):
            object.__setattr__(self, name, value)

    def _key(self) -> tuple[Any, ...]:
        """What is compared."""
        return tuple([getattr(self, name) for name in type(self).__match_args__])

    def __eq__(self, other: object) -> bool:
        """By class and fields."""
        return type(self) is type(other) and self._key() == other._key()

    def __hash__(self) -> int:
        """By class and fields."""
        return hash((type(self), self._key()))

    def __repr__(self) -> str:
        """As it may be made."""
        fields = [f"{name}={getattr(self, name)!r}" for name in type(self).__match_args__]
        return f"{type(self).__name__}({', '.join(fields)})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Made again from its fields."""
        return type(self), tuple([getattr(self, name) for name in type(self).__match_args__])

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed")


class _Record(tuple[Any, ...]):
    """What every class made by NamedTuple can do, beside what it names."""

    __slots__ = ()

    _fields: tuple[str, ...] = ()
    _field_defaults: dict[str, Any] = {}  # noqa: RUF012 - as the standard library has it

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        """One of the values of its fields, in their order. Raises TypeError if they are too many or too few."""
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
        return made

    def _replace(self, /, **changed: Any) -> Any:
        """The same with other values of some fields. Raises ValueError for a field that there is not."""
        made = self._make(map(changed.pop, self._fields, self))
        if changed:
            raise ValueError(f"{type(self).__name__} has no field {', '.join(changed)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        """The values by the names of their fields."""
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        """As it may be made."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What makes a copy: its values."""
        return tuple(self)


def _compiled_later(record: type, fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Callable[..., Any]:
    """The constructor of a class of records, which puts a faster one in its place when the first record is made.

    To make a function with given names of parameters, Python has to compile it, and a run makes records of few of the
    classes that it knows. What is compiled are names that a class of ours gives its fields.
    """

    def construct(cls: type, /, *given: Any, **named: Any) -> Any:
        names = "".join(f"{each}, " for each in fields)
        # No field begins with a line, so that none of them, such as `make`, takes the place of these names.
        faster = eval(f"lambda _cls, {names}: _new(_cls, ({names}))", {"_new": tuple.__new__})  # noqa: S307
        faster.__defaults__ = defaults
        record.__new__ = faster  # type: ignore[method-assign]
        return faster(cls, *given, **named)

    return construct


class _Records(type):
    """Makes classes as `typing.NamedTuple` does."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        """A class of tuples whose fields are what the body annotates."""
        fields = tuple(_annotations(body))
        defaults = {each: body[each] for each in fields if each in body}
        getters = {each: _tuplegetter(number, "") for number, each in enumerate(fields)}
        kept = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
        record = type(name, (_Record,), {**body, **getters, **kept})
        record.__new__ = _compiled_later(record, fields, tuple(defaults.values()))  # type: ignore[method-assign]
        return record


if not TYPE_CHECKING:
    NamedTuple = type.__new__(_Records, "NamedTuple", (), {})
    """A `typing.NamedTuple`, made in a fifth of the time: making its classes was a tenth of the check of a small plan.

    Checkers of types take it for the one of the standard library, and a test holds it to that one.
    """
