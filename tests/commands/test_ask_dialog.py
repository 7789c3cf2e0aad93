"""Questions are answered by keyboard: through a pseudo-terminal, as a person does it."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.support import ROOT, changed
from tests.support.program import environment

OPEN = changed(("visa_refused: false, ", ""), ("electronic: true", "number: M1"))
"""Two facts are missing."""


END = b"\x04"
"""What a terminal takes for the end of the input: nobody waits for a line that does not come."""


def typed(path: Path, keys: list[str], *options: str) -> tuple[int, str]:
    """Run `ask` on a terminal, type the lines, and return the exit code and what the terminal showed."""
    return on_terminal(["ask", path, *options], keys)


def on_terminal(arguments: Sequence[str | Path], keys: Sequence[str], today: str | None = None) -> tuple[int, str]:
    """Run a command on a terminal of its own, on some day."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "kvcheck", *map(str, arguments)]
    seconds = int(datetime.fromisoformat(f"{today}T00:00:00+00:00").timestamp()) if today is not None else ""
    seen = environment({"TERM": "dumb", "SOURCE_DATE_EPOCH": str(seconds)})
    ran = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=seen, close_fds=True)
    os.close(slave)
    os.write(master, "".join(f"{key}\n" for key in keys).encode() + END)
    shown = b""
    while True:
        try:
            more = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        shown += more
    os.close(master)
    return ran.wait(timeout=60), shown.decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan with two facts missing."""
    file = tmp_path / "plan.yaml"
    file.write_text(OPEN, encoding="utf-8")
    return file


@pytest.mark.parametrize(("lang", "yes", "no"), [("en", "yes", "no"), ("ko", "예", "아니요")])
def test_answers_by_keyboard_go_into_the_plan(path: Path, lang: str, yes: str, no: str) -> None:
    """Both questions are answered, the user agrees, and nothing is open any more."""
    code, shown = typed(path, [yes, no, "y"], "--lang", lang)
    assert code == 0, shown
    after = path.read_text(encoding="utf-8")
    assert "electronic: true" in after
    assert "visa_refused: false" in after


def test_who_does_not_agree_keeps_the_plan(path: Path) -> None:
    """Answers are judged, and written nowhere."""
    code, shown = typed(path, ["yes", "no", "n"])
    assert code == 0, shown
    assert path.read_text(encoding="utf-8") == OPEN


def test_not_known_is_passed_over(path: Path) -> None:
    """The question is not asked again in this run, and stays open."""
    code, shown = typed(path, ["?", "no", "n"])
    assert code == 4, shown
    assert shown.count("Does the passport have a chip") == 1


def test_back_takes_an_answer_back(path: Path) -> None:
    """An answer is taken back and given anew."""
    code, shown = typed(path, ["yes", "<", "yes", "no", "y"])
    assert code == 0, shown
    assert "electronic: true" in path.read_text(encoding="utf-8")


def test_what_cannot_stand_there_is_asked_again(path: Path) -> None:
    """With what is wrong; nothing is taken."""
    code, shown = typed(path, ["perhaps", "yes", "no", "y"])
    assert code == 0, shown
    assert "electronic: true" in path.read_text(encoding="utf-8")


def test_enter_ends(path: Path) -> None:
    """An empty line stops, and nothing was answered."""
    code, shown = typed(path, [""])
    assert code == 4, shown
    assert path.read_text(encoding="utf-8") == OPEN
    assert "Traceback" not in shown
