"""Mappings and values that nobody changes: what a result holds is shared by all equal subjects."""

from typing import Any, NoReturn, TypeVar, dataclass_transform

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that cannot be changed once it is made: it reads as fast, it can be hashed, and it pickles.

    >>> FrozenDict(days=3) | {"days": 4}
    {'days': 4}
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this mapping is part of a result and cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """By keys and values, so that equal mappings have equal hashes. TypeError if a value has none."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        """Made again from a plain dict, for pickle would set its entries one by one."""
        return type(self), (dict(self),)


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
        names, defaults = type(self).__match_args__, type(self).defaults
        behind = names[len(given) :]
        if len(given) > len(names) or not set(behind) - defaults.keys() <= named.keys() <= set(behind):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(names)}")
        for name, value in zip(names, given, strict=False):
            object.__setattr__(self, name, value)
        for name in behind:
            value = named[name] if name in named else defaults[name]
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
