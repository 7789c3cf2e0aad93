"""Damaged inputs of every kind are understood or refused: in time, without a defect, and nobody's value is told."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, note, settings

from tests.fuzz.damage import BATCH, BATCHES, CANARY, PIECES, Hits, damaged
from tests.fuzz.inputs import KINDS, without_disk
from tests.fuzz.oracles import HEADED, refused_by

WANTED = int(os.environ.get("KVCHECK_FUZZ", "0")) or 20_000
BY_HAND = "KVCHECK_FUZZ" in os.environ
"""By hand other inputs come every time; in CI the same ones."""
LONGEST = 10
"""Seconds that no batch of small inputs takes, on the slowest machine."""
REFUSED_AT_MOST = 0.98
"""Of the inputs of a kind. Where all are refused, what stands behind the first look is not tried."""


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_that_is_not_damaged_is_understood(kind: str, tmp_path: Path) -> None:
    """Else nothing behind the first look would be tried."""
    with without_disk(tmp_path):
        assert list(KINDS[kind].told(KINDS[kind].text(), tmp_path))


def test_every_input_has_its_kind() -> None:
    """The shares are of a thousand."""
    assert sum(kind.share for kind in KINDS.values()) == 1000


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_input(kind: str, tmp_path: Path) -> None:
    """A share of all inputs for each kind."""
    good = KINDS[kind].text()
    tried = refused = 0

    @given(BATCHES)
    @settings(max_examples=max(2, WANTED * KINDS[kind].share // (1000 * BATCH)), derandomize=not BY_HAND, deadline=None)
    def some(batch: list[Hits]) -> None:
        nonlocal tried, refused
        began = time.process_time()
        for hits in batch:
            if kind in HEADED:
                hits = tuple(hit for hit in hits if PIECES[hit[2]] != CANARY)  # noqa: PLW2901
            text = damaged(good, hits)
            note(text)  # where one fails, it is the last
            tried += 1
            refused += refused_by(kind, text, tmp_path)
        assert time.process_time() - began < LONGEST

    with without_disk(tmp_path):
        some()
    print(f"{kind}: {tried} inputs, {refused} refused")  # noqa: T201 - for who runs it by hand
    assert refused <= tried * REFUSED_AT_MOST
