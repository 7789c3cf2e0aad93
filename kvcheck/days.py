"""Counting days. Days are ISO text, counts include the first day and the last."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=65536)
def ordinal(text: str) -> int:
    """The number of a day, counted from one fixed day on."""
    return date.fromisoformat(text).toordinal()


def days_between(first: str, last: str) -> int:
    """The number of days from `first` to `last`, both counted."""
    return ordinal(last) - ordinal(first) + 1
