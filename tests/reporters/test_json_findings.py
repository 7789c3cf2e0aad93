"""What findings share is kept as text, and nobody can tell: the document is as if each were written anew."""

import pytest

from kvcheck.engine import check
from kvcheck.model import Run
from kvcheck.plan import load
from kvcheck.reporters import json, json_findings
from kvcheck.telling.style import Style
from tests.benchmarks.generate import lines
from tests.support import AS_OF, EXAMPLES, judge, library


def pieces(run: Run) -> list[str]:
    """The document as it is written."""
    return list(json.pieces(run, library(), Style()))


@pytest.fixture(scope="module")
def run() -> Run:
    """Trips with much in common: a plan with a crew, its side matters, one with obstacles, and a generated one."""
    sides = [name for name in library().pack_names if "/side/" in name]
    plans = [load(EXAMPLES / name) for name in ("battery-plant", "b1-annotated.yaml", "other-classes.yaml")]
    reports = [check(plan, library(), as_of=AS_OF, sides=sides) for plan in plans]
    return Run(reports=(*reports, judge("".join(lines(12)))))


def test_what_is_shared_is_what_each_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept texts have all that they depend on in their keys."""
    shared = "".join(pieces(run))
    assert all(f'"{each}"' in shared for each in ("side", "fingerprint", "words", "crew"))
    monkeypatch.setattr(json_findings, "MOST_KEPT", 0)
    assert "".join(pieces(run)) == shared


def test_a_large_document_is_never_held(run: Run) -> None:
    """It comes trip by trip."""
    every = pieces(run)
    assert len(every) > sum(len(report.trips) for report in run.reports)
    assert max(map(len, every)) < sum(map(len, every)) / 10
