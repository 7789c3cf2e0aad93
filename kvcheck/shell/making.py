"""Making many papers in one run, in the memory of one."""

import gc
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def one_by_one(
    items: Iterable[Item], make: Callable[[Item], Made], step: Callable[[], None] = lambda: None
) -> Iterator[tuple[Item, Made]]:
    """Each item with what is made of it; `step` is called after each.

    A Word document refers to itself, so that hundreds would take GiB: what is left of each is given back before the
    next. Afterwards the collector looks at everything again.
    """
    gc.freeze()  # what there is stays; what is made from here on can be collected without looking at it
    try:
        for each in items:
            made = make(each)
            gc.collect()
            step()
            yield each, made
    finally:
        gc.unfreeze()
