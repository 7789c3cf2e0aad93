"""Smallest sets: every set of changes that passes and of which no part passes, found without trying all."""

from collections.abc import Callable, Collection

from kvcheck.frozen import NamedTuple

LARGEST = 3
"""The most changes that one proposal has."""

Chosen = frozenset[int]
"""Changes by their numbers."""


class Outcome(NamedTuple):
    """How a set of changes comes out."""

    passes: bool
    leads: bool = False
    """Whether it leaves only questions."""
    next: Collection[int] = ()
    """The changes that can do something about what still stands in the way. One of them is in every set that has this
    one in it and passes: a change may be left out only if it surely has no say."""


class Found(NamedTuple):
    """What a search came to."""

    passing: tuple[Chosen, ...]
    leading: tuple[Chosen, ...]
    whole: bool
    """Whether nothing was left untried."""


def smallest(
    judge: Callable[[Chosen], Outcome], fits: Callable[[Chosen], bool], *, most: int, largest: int = LARGEST
) -> Found:
    """The smallest sets that pass, and those that leave only questions; at most `most` sets are judged.

    Sets grow by one change at a time, by those that can do something about what still stands in the way, and a set that
    passes grows no further. So a passing set none of whose parts passes is never missed: from each of its parts, which
    fail, one of its own changes leads on.
    """
    passing: list[Chosen] = []
    leading: list[Chosen] = []
    judged = 0
    sets: list[Chosen] = [frozenset()]
    for size in range(largest + 1):
        grown: dict[Chosen, None] = {}
        for chosen in sets:
            if any(each <= chosen for each in passing):
                continue
            if judged == most:
                return Found(tuple(passing), tuple(leading), whole=False)
            judged += 1
            outcome = judge(chosen)
            if outcome.passes:
                passing.append(chosen)
                continue
            if outcome.leads and chosen and not any(each <= chosen for each in leading):
                leading.append(chosen)
            if size < largest:
                grown |= dict.fromkeys(
                    more for one in outcome.next if fits(more := chosen | {one}) and one not in chosen
                )
        sets = list(grown)
    return Found(tuple(passing), tuple(leading), whole=True)
