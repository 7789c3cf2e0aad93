"""Damaged inputs of every kind are understood or refused: in time, without a defect, and nobody's value is told."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from jinja2 import TemplateError

from kvcheck.errors import CannotCheck, KvcheckError
from tests.fuzz.damage import CANARY, HITS, Hit, damaged
from tests.fuzz.inputs import KINDS, of_problems

WANTED = int(os.environ.get("KVCHECK_FUZZ", "0")) or 2_000
BY_HAND = "KVCHECK_FUZZ" in os.environ
"""By hand other inputs come every time; in CI the same ones."""
LONGEST = 10
"""Seconds that no small input takes, on the slowest machine."""


NOBODYS = ("settings", "policy", "template", "answers")
"""Kinds whose words are told: names of files and of rules, what a template makes, what the user typed."""


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_that_is_not_damaged_is_understood(kind: str, tmp_path: Path) -> None:
    """Else nothing behind the first look would be tried."""
    assert list(KINDS[kind].told(KINDS[kind].text(), tmp_path))


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_input(kind: str, tmp_path: Path) -> None:
    """A share of all inputs for each kind."""
    text, told, share = KINDS[kind]
    good = text()

    @given(HITS)
    @settings(max_examples=max(50, WANTED * share // 1000), derandomize=not BY_HAND, deadline=None)
    def one(hits: list[Hit]) -> None:
        began = time.process_time()
        refused = False
        try:
            said = list(told(damaged(good, hits), tmp_path))
        except CannotCheck as error:
            said, refused = list(of_problems(error.problems)), True
        except KvcheckError as error:
            said, refused = [str(error)], True
        except Exception as error:
            if kind != "template":  # what a template computes can fail in any way; the command says so
                raise
            said, refused = [str(error) if isinstance(error, TemplateError) else ""], True
        assert time.process_time() - began < LONGEST
        assert not refused or kind == "template" or (said and all(said)), "refused, and said in both languages"
        if kind not in NOBODYS:
            assert not [each for each in said if CANARY in each]

    one()
