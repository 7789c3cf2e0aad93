"""Answers into plans: only what somebody said, into the files that were judged, and over nothing that is read."""

import json
from pathlib import Path

import pytest

from kvcheck.commands.desk import Desk, write_answers
from kvcheck.errors import BadCommand
from kvcheck.plan.answers import answers_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Asked, settle
from tests.support import AS_OF, MINIMAL, changed, kvcheck, library

OPEN = changed((", electronic: true", ""))
ANSWER = "travelers.kim-ms.passport.electronic=yes"
FAILING = changed(("expires: 2027-10-01", "expires: 2026-10-01"))
HISTORY = ("--history", "history.csv", "--traveler", "kim-ms")


def folder_of(folder: Path, text: str = OPEN) -> Path:
    """A folder with a plan and with all that the commands read beside it."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    (folder / "answers.txt").write_text(f"{ANSWER}\n", encoding="utf-8")
    (folder / "history.csv").write_text("Date,Type\n2026-05-20,Departure\n2026-03-01,Arrival\n", encoding="utf-8")
    return folder


def desk_with_answer(asked: Asked) -> Desk:
    """The only plan that is asked for, with an answer that is not written yet."""
    settings = settle(asked, "en")
    [named] = settings.plans
    desk = Desk(settings, named, library(), AS_OF, Only())
    desk.answers += answers_of([ANSWER], desk.documents)
    return desk


@pytest.mark.parametrize(
    ("command", "text"),
    [(("ask", "--answers", "answers.txt"), OPEN), (("advise",), FAILING), (("days", *HISTORY), MINIMAL)],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_what_was_only_supposed_is_never_written(tmp_path: Path, command: tuple[str, ...], text: str) -> None:
    """With --write, --set is refused by every command; the plan stays as it was."""
    folder = folder_of(tmp_path, text)
    name, *more = command
    stay = "travelers.kim-ms.us_stays=[{arrive: 2025-01-01, depart: 2025-02-01}]"
    write = ["--write", "1"] if name == "advise" else ["--write"]
    ran = kvcheck(name, "plan.yaml", *more, *write, "--set", stay, cwd=folder)
    assert ran.code == 2
    assert "--set" in ran.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == text


def test_what_somebody_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """Answers go into the plan that was judged, or nowhere."""
    file = folder_of(tmp_path) / "plan.yaml"
    desk = desk_with_answer(Asked(paths=[file]))
    edited = OPEN.replace("Battery plant", "Cell plant")
    file.write_text(edited, encoding="utf-8")
    with pytest.raises(BadCommand, match="changed since it was judged"):
        write_answers([desk])
    assert file.read_text(encoding="utf-8") == edited
    file.write_text(OPEN, encoding="utf-8")
    assert write_answers([desk]) == [file]
    assert "electronic: true" in file.read_text(encoding="utf-8")


def test_a_folder_with_files_that_are_no_plan_is_as_it_was_read(tmp_path: Path) -> None:
    """What the settings name for something else is no part of a plan, when it is read again too."""
    folder = folder_of(tmp_path)
    (folder / "exceptions.yaml").write_text("kvcheck: 1\nwaivers: {}\n", encoding="utf-8")
    desk = desk_with_answer(Asked(paths=[folder], waivers=folder / "exceptions.yaml"))
    assert write_answers([desk]) == [folder / "plan.yaml"]


@pytest.mark.parametrize(
    ("command", "read"),
    [(("ask", "--answers", "answers.txt"), "answers.txt"), (("days", *HISTORY), "history.csv")],
)
def test_output_takes_the_place_of_nothing_that_is_read(tmp_path: Path, command: tuple[str, ...], read: str) -> None:
    """A file of answers and a history are read as the plan is."""
    folder = folder_of(tmp_path)
    before = (folder / read).read_bytes()
    ran = kvcheck(command[0], "plan.yaml", *command[1:], "--format", "json", "--output", read, cwd=folder)
    assert (ran.code, (folder / read).read_bytes()) == (2, before)


@pytest.mark.parametrize("command", [("ask",), ("advise",), ("days", *HISTORY), ("slip",)], ids=lambda each: each[0])
def test_a_plan_on_the_standard_input_is_called_alike_everywhere(tmp_path: Path, command: tuple[str, ...]) -> None:
    """As `check` calls it, whichever command reads it."""
    ran = kvcheck(command[0], "-", *command[1:], "--format", "json", cwd=folder_of(tmp_path), stdin=MINIMAL.encode())
    assert json.loads(ran.out)["plans"][0]["plan"] == "<stdin>"


def test_writing_is_offered_only_where_it_would_be_done(tmp_path: Path) -> None:
    """Neither of the standard input nor of what rests on a supposition."""
    folder = folder_of(tmp_path, FAILING)
    hint = "--write 1"
    assert hint in kvcheck("advise", "plan.yaml", cwd=folder).out
    assert hint not in kvcheck("advise", "-", stdin=FAILING.encode()).out
    assert hint not in kvcheck("advise", "plan.yaml", "--set", ANSWER, cwd=folder).out
