"""How much a template that somebody brings may make and do: a multiple of what it is given, and no more."""

from collections.abc import Mapping
from typing import Any

__all__ = ["Budget", "size"]

LEAST = 20_000_000
"""Units that every template may spend, however little it is given: some seconds, some tens of megabytes."""
ITEM = 16
"""Units of an item of a list: what it costs to walk over it, measured in letters that are copied."""
TIMES = 40
"""How many times a template may go through everything that it is given."""


class Budget:
    """What is left to spend. A unit is a letter that is copied; items of lists cost more (`ITEM`)."""

    def __init__(self, given: Mapping[str, Any], spent: type[Exception]) -> None:
        """A budget for what a template is given; `spent` is raised where it does not suffice."""
        self._left = LEAST + TIMES * size(given)
        self._spent = spent

    def pay(self, units: int) -> None:
        """Spend units. Raises the error of this budget if fewer are left."""
        self._left -= units
        if self._left < 0:
            raise self._spent

    def pay_for(self, *values: Any) -> None:
        """Spend what these values are long, each as often as it stands in another."""
        for value in values:
            self.pay(size(value, at_most=self._left))


def size(value: Any, *, at_most: int | None = None) -> int:
    """How long a value is in units: its letters and the items in it; counting ends beyond `at_most`.

    A list that holds another one twice is as long as both: ten lines of a template can make a list of a billion items
    that takes no memory until somebody prints it.
    """
    total, waiting = 0, [value]
    while waiting and (at_most is None or total <= at_most):
        each = waiting.pop()
        total += 1
        if isinstance(each, str):
            total += len(each)
        elif isinstance(each, int):
            total += each.bit_length() // 8
        elif isinstance(each, dict):
            total += 2 * ITEM * len(each)
            waiting.extend(each.keys())
            waiting.extend(each.values())
        elif isinstance(each, (list, tuple)):
            total += ITEM * len(each)
            waiting.extend(each)
    return total
