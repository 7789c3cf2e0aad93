"""How far long work has come, told to whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[int], AbstractContextManager[Callable[[], None]]]
"""Given the number of pieces of the work: what to call after each of them."""


@contextmanager
def unseen(_total: int) -> Iterator[Callable[[], None]]:
    """Nobody is waiting."""
    yield lambda: None
