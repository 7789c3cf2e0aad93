"""No error, output or file repeats what stands about a person in a file that is broken, wherever it is broken."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kvcheck.errors import CannotCheck, KvcheckError
from tests.fuzz import canaries
from tests.fuzz.canaries import CANARY, Broken, cells_broken, lines_broken, values_broken
from tests.fuzz.inputs import KINDS, of_problems, without_disk

BY_HAND = "KVCHECK_FUZZ" in os.environ
"""By hand every break is tried; in CI one in some of the many."""
MANY = 80

EVERY: dict[str, Callable[[], Iterator[Broken]]] = {
    "plan": lambda: lines_broken(canaries.plan()),
    "waivers": lambda: lines_broken(canaries.waivers()),
    "settings": lambda: lines_broken(canaries.SETTINGS),
    "policy": lambda: lines_broken(canaries.POLICY),
    **{kind: lambda kind=kind: values_broken(KINDS[kind].text())  # type: ignore[misc]
       for kind in ("baseline", "receipt", "register", "lock")},
    "log": lambda: cells_broken(KINDS["log"].text()),
    "roster": lambda: cells_broken(KINDS["roster"].text()),
    "history": lambda: cells_broken(KINDS["history"].text().replace("\t", ",")),
}  # fmt: skip
SHOWN = ("settings", "lock", "policy")
"""What of these is understood is told: names of files and of packs, words of rules. Errors repeat nothing of them."""


def some(kind: str, wanted: int) -> list[Broken]:
    """Breaks of a kind, from all over the file."""
    every = list(EVERY[kind]())
    step = 1 if BY_HAND else max(1, len(every) // wanted)
    return every[:: step + (step > 1 and len(canaries.BREAKS) % step == 0)]


@pytest.mark.parametrize("kind", EVERY)
def test_what_was_not_understood_is_not_repeated(kind: str, tmp_path: Path) -> None:
    """Of every kind of file, as whoever reads the error sees it."""
    refused = 0
    with without_disk(tmp_path):
        for each in some(kind, MANY):
            said: list[str] = []
            try:
                told = list(KINDS[kind].told(each.text, tmp_path))
                said = [] if kind in SHOWN else told
            except CannotCheck as error:
                said = list(of_problems(error.problems))
            except KvcheckError as error:
                said = [str(error)]
            refused += bool(said)
            assert not [text for text in said if CANARY.search(text)], each.name
    assert refused
