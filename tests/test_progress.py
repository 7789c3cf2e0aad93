"""Long work says how far it has come: as many steps as it has pieces."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kvcheck.advice.ask.weigh import ask
from kvcheck.advice.compare.weigh import compare
from kvcheck.engine import check
from kvcheck.model import Plan
from kvcheck.plan import load
from kvcheck.progress import Progress
from tests.support import AS_OF, PLANS, library

Work = Callable[[Plan, Progress], int]


def _asked(plan: Plan, progress: Progress) -> int:
    return len(ask(check(plan, library(), as_of=AS_OF), library(), progress=progress).asked)


def _checked(plan: Plan, progress: Progress) -> int:
    return len(check(plan, library(), as_of=AS_OF, progress=progress).trips)


def _compared(plan: Plan, progress: Progress) -> int:
    return len(compare(plan, library(), as_of=AS_OF, progress=progress).choices)


@pytest.mark.parametrize("work", [_asked, _checked, _compared])
def test_each_piece_of_the_work_is_a_step(work: Work) -> None:
    """The total is told before the first."""
    totals: list[int] = []
    steps: list[int] = []

    @contextmanager
    def counting(total: int) -> Iterator[Callable[[], None]]:
        totals.append(total)
        yield lambda: steps.append(total)

    pieces = work(load(PLANS / "battery-plant"), counting)
    assert pieces > 1
    assert (totals, len(steps)) == ([pieces], pieces)
