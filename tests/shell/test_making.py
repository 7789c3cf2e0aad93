"""Papers for many people are made one after the other, and the collector is left as it was found."""

import gc

import pytest

from kvcheck.shell.making import one_by_one


def test_what_was_there_can_be_collected_again() -> None:
    """After the last paper, after one that fails, and where nobody takes the rest."""
    assert list(one_by_one("ab", str.upper)) == [("a", "A"), ("b", "B")]
    assert gc.get_freeze_count() == 0
    for _ in one_by_one("ab", str.upper):
        assert gc.get_freeze_count() > 0
        break
    assert gc.get_freeze_count() == 0
    with pytest.raises(ValueError, match="invalid literal"):
        list(one_by_one("1x", int))
    assert gc.get_freeze_count() == 0


def test_what_is_left_of_a_paper_is_given_back_before_the_next() -> None:
    """Though the collector was off, and what is made refers to itself."""

    class Paper:
        def __init__(self) -> None:
            self.own = self

    gc.disable()
    try:
        for _, _made in one_by_one(range(3), lambda _: Paper()):
            del _made
            assert sum(isinstance(each, Paper) for each in gc.get_objects()) <= 1
    finally:
        gc.enable()
