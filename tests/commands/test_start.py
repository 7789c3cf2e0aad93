"""`kvcheck init --ask`: from nothing to a plan, one question at a time; on a terminal, as a person does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kvcheck.commands.start import run
from kvcheck.commands.start_questions import questions
from kvcheck.lines.layout import columns
from kvcheck.shell.terminal import Terminal
from tests.commands.test_ask_dialog import on_terminal
from tests.support import AS_OF, kvcheck, library

BASICS = ("1", "Korea", "KR", "Formation charger", "installation and commissioning", "1", "1", "1")
"""Travelers, passport, employer, machine, work, role, how it was acquired, who sells it."""
DAYS, TROUBLE = "2027-01-11 2027-02-26", "no"
REST = ("yes", "approved", "none", "2031-01-01", "2028-01-01", "install, commission", "yes", "no")
"""A chip, ESTA, listed countries, two days of expiry, duties of the contract, essential knowledge, no goods sold."""
WHOLE = (*BASICS, DAYS, TROUBLE, "esta", *REST)
KOREAN = (
    *("2", "한국", "한국", "충방전기", "충방전기 설치 및 시운전", "직접 수행", "구매", "고용주인 회사", DAYS, "아니요"),
    *("ESTA", "예", "approved", "없음", "2031-01-01", "2028-01-01", "install, commission", "예", "아니요"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "keys", "says"),
    [
        (
            "en",
            WHOLE,
            (
                "The traveler may do this on ESTA until February 26, 2027: "
                "Installation of equipment; Commissioning or trial run. Carry these "
            ),
        ),
        (
            "ko",
            KOREAN,
            "출장자 2명은 2027년 2월 26일까지 ESTA로 다음 업무를 할 수 있습니다: 장비 설치; 시운전. 지참 서류 ",
        ),
    ],
)
def test_a_dialog_ends_with_a_sentence_and_a_plan_that_is_permitted(
    tmp_path: Path, lang: str, keys: tuple[str, ...], says: str
) -> None:
    """On a terminal, in both languages, for one and for two; `check` takes the plan."""
    path = tmp_path / "plan.yaml"
    code, shown = on_terminal(["init", "--ask", path, "--lang", lang], [*keys, ""], today=AS_OF)
    assert code == 0, shown
    assert says in " ".join(shown.split())
    assert kvcheck("check", path, "--as-of", AS_OF).code == 0
    assert [line for line in shown.splitlines() if columns(line) > 80 and str(path) not in line] == []


def test_nobody_at_a_terminal_is_told(tmp_path: Path) -> None:
    """A pipe answers no questions; nothing is written."""
    ran = kvcheck("init", "--ask", tmp_path / "plan.yaml")
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "terminal" in ran.err


def answered(path: Path, *keys: str, lang: str = "en") -> int:
    """The exit code of a dialog whose lines are typed in this order."""
    lines: Iterator[str] = iter(keys)
    return run(path, Terminal(lang, {"KVCHECK_CACHE": ""}), AS_OF, lambda prompt: next(lines, None))


def test_any_answer_can_be_changed_and_what_follows_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Back during the questions, and by its number at the end; nothing else is asked twice."""
    path = tmp_path / "plan.yaml"
    back = ("1", "Japan", "<", "Korea")
    assert answered(path, *back, *WHOLE[2:], "9", "2027-01-11 2027-02-27", "") == 0
    told = capsys.readouterr().out
    assert "until February 27, 2027" in " ".join(told.split())
    assert told.count("Does the passport have a chip") == 1
    text = path.read_text(encoding="utf-8")
    assert "depart: 2027-02-27" in text
    assert "nationality: [KR]" in text


def test_back_leads_from_what_the_law_asks_to_the_first_questions(tmp_path: Path) -> None:
    """And what was answered there counts."""
    path = tmp_path / "plan.yaml"
    assert answered(path, *BASICS, DAYS, TROUBLE, "b1", "<", "esta", *REST, "") == 0
    assert "class: esta" in path.read_text(encoding="utf-8")


def test_more_people_get_the_same_answers(tmp_path: Path) -> None:
    """Who is added at the end is asked about only as far as somebody lacks an answer."""
    path = tmp_path / "plan.yaml"
    assert answered(path, *WHOLE, "1", "3", "yes", "approved", "none", "2031-01-01", "2028-01-01", "yes", "no", "") == 0
    assert path.read_text(encoding="utf-8").count("electronic: true") == 3


def test_which_visa_a_job_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who does not know the class sees what could fit, and can choose by number; what cannot fit is not offered."""
    path = tmp_path / "plan.yaml"
    answered(path, *BASICS, DAYS, TROUBLE, "1", "", "")
    told = capsys.readouterr().out
    assert "1. ESTA · open · 1 week" in told
    assert "2. B-1 · open" in told
    assert "H-3" not in told
    assert "class: esta" in path.read_text(encoding="utf-8")


def test_work_that_is_not_understood_is_narrowed_and_building_work_is_not_permitted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its family, then its kind; the words of the user stand in the plan, and the sentence says no."""
    path = tmp_path / "plan.yaml"
    catalogue = library().catalogue
    family = list(catalogue.families).index("building") + 1
    kinds = [name for name, each in catalogue.kinds.items() if each.family == "building"]
    piping = str(kinds.index("plant-piping") + 1)
    work = ("배관 공사", str(family), piping)
    code = answered(path, *BASICS[:4], *work, "1", "1", "1", DAYS, TROUBLE, "esta", "", "")
    assert code == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "not permitted on ESTA" in told
    assert "Instead: " in told
    assert 'kind: plant-piping, mode: perform, equipment: machine, description: "배관 공사"' in path.read_text("utf-8")


@pytest.mark.parametrize("keys", [(), ("",), WHOLE, (*WHOLE, "q")])
def test_who_stops_has_no_plan(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """At the first question, at the end of the input, or at the end of the dialog."""
    assert answered(tmp_path / "plan.yaml", *keys) == 4
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_cannot_be_meant_is_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    """Every first question says what it takes, and asks once more."""
    path = tmp_path / "plan.yaml"
    wrong = ("0", "1", "Atlantis", "KR", "?", "KR", "-", "?", "meetings", "tomorrow", "2027-01-11 2026-01-11", DAYS)
    code = answered(path, *wrong, "perhaps", "no", "b9", "b1", "", "", lang=lang)
    assert code == 4, capsys.readouterr().out
    assert "equipment" not in path.read_text(encoding="utf-8")


def test_who_does_not_know_leaves_it_open(tmp_path: Path) -> None:
    """What has to be known stays a question; nothing is made up for it."""
    path = tmp_path / "plan.yaml"
    assert answered(path, *BASICS[:6], "?", DAYS, "?", "?", "", "") == 4
    text = path.read_text(encoding="utf-8")
    assert "class: unknown" in text
    assert "acquired" not in text
    assert "declares" not in text


def test_there_are_about_ten_first_questions() -> None:
    """And none is without words in a language."""
    asked = questions(library(), lambda said: (), "en")
    assert len(asked) <= 11
    assert all(each.ask.ko != each.ask.en and each.title.ko != each.title.en for each in asked)
