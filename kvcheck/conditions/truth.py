"""The three truth values and their laws: strong Kleene logic.

True and False are themselves; None is "unknown". Replacing None by either value never changes a result that was
already True or False: that is why a verdict that is settled stays settled when more facts become known.
"""

from collections.abc import Iterable

Truth = bool | None


def all_of(values: Iterable[Truth]) -> Truth:
    """False if one is false, otherwise unknown if one is unknown, otherwise true."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """True if one is true, otherwise unknown if one is unknown, otherwise false."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def negate(value: Truth) -> Truth:
    """True and false change places; unknown stays."""
    return None if value is None else not value
