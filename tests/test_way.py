"""The way of a planner from a table of his own to papers: as the handbook prints it, and with workbooks."""

import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from kvcheck.rosters.question_book import ANSWER, PLACE
from tests.support import ROOT, kvcheck

EXAMPLES = ROOT / "examples"
DAY = {"SOURCE_DATE_EPOCH": "1795737600"}
"""27 November 2026."""
QUESTIONS = ("--map", "출국일=arrive", "--map", "귀국일=depart", "--accept", "days", "--set", "nationality=KR")
MOST_ROUNDS = 4


@pytest.mark.parametrize(
    ("page", "lang", "heading"),
    [("README.md", "en", "From a table of your own to papers"), ("README.ko.md", "ko", "회사 표에서 서류까지")],
)
def test_the_handbook_prints_what_is_printed(tmp_path: Path, page: str, lang: str, heading: str) -> None:
    """Every command of the page does what stands below it; `...` stands for what is left out."""
    for name in ("team.csv", "team-answers.txt"):
        shutil.copy(EXAMPLES / name, tmp_path)
    text = (EXAMPLES / page).read_text(encoding="utf-8")
    section = text[text.index(f"## {heading}") :]
    blocks = re.findall(r"```console\n(.*?)```", section[: section.index("\n## ", 3)], re.DOTALL)
    steps = [step for block in blocks for step in re.split(r"(?m)^\$ ", block)[1:]]
    assert len(steps) == 8
    for step in steps:
        command, _, printed = step.partition("\n")
        ran = kvcheck(*shlex.split(command)[1:], cwd=tmp_path, env={**DAY, "KVCHECK_LANG": lang})
        said = ran.out + ran.err
        at = 0
        for part in printed.split("...\n"):
            assert part in said[at:], f"{command}\n{part}\n---\n{said}"
            at = said.index(part, at) + len(part)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_from_a_workbook_to_papers(tmp_path: Path, lang: str) -> None:
    """A workbook of people and one of answers, filled in from what the planner knows: three get papers, two do not."""
    plan, options = tmp_path / "team.yaml", ("--lang", lang)
    asked = kvcheck("import", _team(tmp_path), "--into", plan, "--make-ids", *options, env=DAY)
    assert (asked.code, plan.exists()) == (3, False)
    for each in ("--map 출국일=arrive", "--map 귀국일=depart", "--accept days", "--value '배관="):
        assert each in asked.err
    more = (*QUESTIONS, "--value", "배관=plant-piping", "--yes")
    ran = kvcheck("import", tmp_path / "team.xlsx", "--into", plan, "--make-ids", *more, *options, env=DAY)
    assert ran.code == 0, ran.err
    for number in range(MOST_ROUNDS):
        book = tmp_path / f"questions-{number}.xlsx"
        opened = kvcheck("ask", plan, "--format", "xlsx", "--output", book, *options, env=DAY)
        if opened.code == 0:
            break
        assert _filled(book), "every question that is left has no answer"
        ran = kvcheck("ask", plan, "--answers", book, "--write", *options, env=DAY)
        assert ran.code in (0, 4), ran.err
    checked = kvcheck("check", plan, "-f", "csv", env=DAY)
    assert checked.code == 1, checked.out
    for command, name in ((("letter", "--kind", "employer", "--lang", "both"), "letter-employer-{}.docx"),
                          (("card", *options), "card-both-{}.html")):  # fmt: skip
        folder = tmp_path / command[0]
        ran = kvcheck(*command, plan, "--split", folder, env=DAY)
        assert ran.code == 1
        names = {path.name for path in folder.iterdir()}
        assert names == {name.format(each) for each in ("h001-1", "h002-1", "h005-1")}, ran.err
    assert kvcheck("checklist", plan, "-f", "docx", "--split", tmp_path / "lists", *options, env=DAY).code == 0
    assert len(list((tmp_path / "lists").iterdir())) == 5


def _team(folder: Path) -> Path:
    """The table of the handbook as a workbook, with its machines on a second sheet."""
    book = Workbook()
    people = book.worksheets[0]
    people.title = "출장자명단"
    with (EXAMPLES / "team.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            people.append([each or None for each in row])
    machines = book.create_sheet("설비목록")
    for cells in (["설비 목록"], ["No", "설비명", "제작국"], [1, "적층기 #1", "한국"], [2, "검사기", "한국"]):
        machines.append(cells)
    book.save(folder / "team.xlsx")
    return folder / "team.xlsx"


def _known() -> dict[str, str]:
    """What the planner knows, by the place in the plan; of `*` the first of each place counts."""
    lines = (EXAMPLES / "team-answers.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in reversed(lines) if not line.startswith("#"))


def _filled(path: Path) -> int:
    """Fill in a workbook of questions as far as the planner knows; returns how many cells that were."""
    known, found, book = _known(), 0, load_workbook(path)
    for sheet in book.worksheets[:-1]:
        rows = list(sheet.iter_rows())
        at = next(number for number, row in enumerate(rows) if any(cell.value in PLACE.sentences for cell in row))
        place = next(number for number, cell in enumerate(rows[at]) if cell.value in PLACE.sentences)
        answer = next(number for number, cell in enumerate(rows[at]) if cell.value in ANSWER.sentences)
        for row in rows[at + 1 :]:
            path_of = str(row[place].value)
            table, _, rest = path_of.partition(".")
            said = known.get(path_of) or known.get(f"{table}.*.{rest.partition('.')[2]}")
            if said is not None:
                row[answer].value = said
                found += 1
    book.save(path)
    return found
