"""Bad input of any kind gives problems, never another exception."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.errors import CannotCheck
from kvcheck.model import Run
from kvcheck.reporters import FORMATS, reporter
from kvcheck.source.encoding import decode
from kvcheck.telling.style import Style
from tests.fuzz.damage import PIECES
from tests.support import MINIMAL, judge, library, problems
from tests.support.properties.strategies import SIGNS


def survives(text: str) -> None:
    """The text is judged and reported, or refused with problems that have words in both languages."""
    refused = problems(text)
    assert all(problem.message.en and problem.message.ko for problem in refused)
    if not refused:
        report = judge(text)
        for fmt in FORMATS.keys() - {"github", "azure", "teamcity", "template"}:
            assert reporter(fmt)(Run((report,)), library(), Style(verbose=True, lang="ko"))
        for fmt in ("github", "azure", "teamcity"):  # nothing where nothing is found
            reporter(fmt)(Run((report,)), library(), Style(verbose=True, lang="ko"))


@pytest.mark.parametrize("seed", range(250))
def test_a_damaged_plan_is_judged_or_refused(seed: int) -> None:
    """Pieces of YAML put, doubled, moved and cut anywhere in a plan."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    text = MINIMAL
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(text)) for _ in range(2))
        piece = chance.choice(PIECES)
        action = chance.randrange(4)
        if action == 0:
            text = text[:at] + piece + text[at:]
        elif action == 1:
            text = text[:at] + text[min(to, at + 40) :]
        elif action == 2:
            text = text[:at] + text[at : at + 60] * 2 + text[at + 60 :]
        else:
            word = chance.choice(text.split())
            text = text.replace(word, piece, 1)
    survives(text)


@given(st.text(SIGNS, max_size=200))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_refused_politely(text: str) -> None:
    """Text that is no plan is no reason to fail."""
    survives(text)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_bytes_are_refused_politely(data: bytes) -> None:
    """Nor are bytes that are no text."""
    with suppress(CannotCheck):
        survives(decode(data, "f"))
