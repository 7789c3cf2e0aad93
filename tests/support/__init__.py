"""What tests share, in one place: plans, the program, rosters, Word templates, published cases, generated worlds."""

from tests.support.plans import (
    AHEAD,
    AS_OF,
    EPOCH,
    EXAMPLES,
    MINIMAL,
    PLANS,
    ROOT,
    changed,
    deciding,
    judge,
    later,
    library,
    problems,
    told,
    verdict,
)
from tests.support.program import Ran, kvcheck, process

__all__ = [
    "AHEAD",
    "AS_OF",
    "EPOCH",
    "EXAMPLES",
    "MINIMAL",
    "PLANS",
    "ROOT",
    "Ran",
    "changed",
    "deciding",
    "judge",
    "kvcheck",
    "later",
    "library",
    "problems",
    "process",
    "told",
    "verdict",
]
