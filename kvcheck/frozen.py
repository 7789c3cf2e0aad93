"""Mappings that nobody changes: what a result holds is shared by all equal subjects."""

from typing import Any, NoReturn, TypeVar

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
