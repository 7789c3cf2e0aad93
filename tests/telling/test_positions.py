"""Three positions apart: by law, what papers in hand prove, what draws attention."""

import pytest

from kvcheck.model import Run
from kvcheck.reporters import reporter
from kvcheck.telling.positions import papers, positions, risks
from kvcheck.telling.style import Style
from tests.support import MINIMAL, changed, judge, kvcheck, library


def test_papers_in_hand_are_counted_against_those_that_prove() -> None:
    """A paper that the trip, the traveler or the evidence lists is in hand; one that proves nothing is not counted."""
    [trip] = judge(MINIMAL).trips
    named, held = papers(trip)
    assert len(named) > 3
    assert not held
    one, *_ = sorted(named)
    other = next(name for name in library().documents if name not in named)
    text = changed(("    class: esta\n", f"    class: esta\n    documents: [{one}, {other}]\n"))
    assert papers(judge(text).trips[0]) == (named, frozenset({one}))


def test_what_is_not_permitted_has_nothing_to_prove() -> None:
    """Papers prove a permission; where there is none, only what draws attention is told."""
    report = judge(changed(("kind: install", "kind: plant-piping")))
    assert papers(report.trips[0]) == (frozenset(), frozenset())
    assert not any("prove" in each.en for each in positions(report))


@pytest.mark.parametrize("fmt", ["text", "markdown", "html"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_summary_has_the_three_apart(fmt: str, lang: str) -> None:
    """Text, Markdown and the page tell each by itself, in both languages."""
    report = judge(MINIMAL)
    said = reporter(fmt)(Run((report,)), library(), Style(lang=lang)).replace("\\", "")
    proof, attention = positions(report)
    assert proof.in_(lang) in said
    assert attention.in_(lang) in said
    assert risks(report)[0] > 0


def test_verbose_has_them_too() -> None:
    """In the long form as well, without the hint that there is more."""
    out = kvcheck("check", "-", "--verbose", stdin=MINIMAL.encode()).out
    assert "draws attention: 2 risks in 1 trip\n" in out
