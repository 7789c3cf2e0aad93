"""How many examples a property takes: a few in every run, many and others each time by `tests/fuzz/run`."""

import os

from hypothesis import settings

WANTED = os.environ.get("KVCHECK_FUZZ")
TIMES = max(1, int(WANTED or "0") // 10_000)
"""How many times as many as in every run."""


def examples(few: int) -> settings:
    """Settings of a property whose examples are dear; by hand there are `TIMES` as many, others each time."""
    return settings(max_examples=few * TIMES, derandomize=WANTED is None, deadline=None)
