"""`kvcheck advise`: what it returns, what it writes, and what it refuses."""

from pathlib import Path

import pytest

from kvcheck.advice.advise import weigh as weighing
from kvcheck.commands import advise
from tests.support import EXAMPLES, MINIMAL, changed, kvcheck

LONG = changed(("depart: 2027-01-20", "depart: 2027-04-01"))


@pytest.fixture(name="plan")
def _plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(LONG, encoding="utf-8")
    return path


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_written_passes_and_keeps_comments(plan: Path, number: int) -> None:
    """The proposal is in the file as it was shown, and check passes then."""
    assert kvcheck("advise", plan).code == 1
    ran = kvcheck("advise", plan, "--write", str(number))
    assert ran.code == 0
    assert "depart: 2027-02-28" in ran.out
    text = plan.read_text(encoding="utf-8")
    assert "# what the seller must do" in text
    assert text != LONG
    assert kvcheck("check", plan).code == 0
    assert kvcheck("advise", plan).code == 0


def test_a_plan_that_changed_since_is_not_written_over(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is what is written over, or nothing is."""
    weigh = weighing.advise

    def meanwhile(*args: object) -> object:
        plan.write_text(LONG + "# another\n", encoding="utf-8")
        return weigh(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(advise, "advise", meanwhile)
    ran = kvcheck("advise", plan, "--write", "1")
    assert ran.code == 2
    assert plan.read_text(encoding="utf-8") == LONG + "# another\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--write", "9"), "there is no proposal 9"),
        (("--write", "1", "--set", "travelers.kim-ms.residence=KR"), "--set"),
        (("--format", "pdf"), "--format"),
        (("--trip", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_done_is_said(plan: Path, options: tuple[str, ...], said: str) -> None:
    """Wrong numbers, formats and trips are errors of the command line, and nothing is written."""
    ran = kvcheck("advise", plan, *options)
    assert ran.code == 2
    assert said in ran.err
    assert plan.read_text(encoding="utf-8") == LONG


def test_exit_codes(tmp_path: Path) -> None:
    """0 all pass, 1 one fails, 4 one waits for facts."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    assert kvcheck("advise", path).code == 0
    path.write_text(changed(("    paid_by: hwasung\n", "")), encoding="utf-8")
    ran = kvcheck("advise", path)
    assert ran.code == 4
    assert "kvcheck ask" in ran.out


def test_only_some_trips(tmp_path: Path) -> None:
    """`--trip` narrows, in both languages, and a folder of files is one plan."""
    out = tmp_path / "advice.md"
    ran = kvcheck(
        "advise", EXAMPLES / "battery-plant", "--trip", "w2-bulgasari-1", "-f", "markdown", "-o", out, "--lang", "ko"
    )
    assert ran.code == 1
    said = out.read_text(encoding="utf-8")
    assert "w2-bulgasari-1" in said
    assert "w1-gumiho-1" not in said
