"""Rosters into plans, with the files that people have."""

import difflib
import os
import re
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kvcheck import disk
from kvcheck.commands import import_ as roster_command
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.open import read_bytes
from kvcheck.shell.terminal import Terminal
from tests.support import AS_OF, MINIMAL, PLANS, ROOT, kvcheck, process
from tests.support.rosters import HEADINGS, HOSTILE, ROW, imported, root, text_file, workbook


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of the first example, in a file of its own."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


# Import: what is read -------------------------------------------------------------------------------------------------


def test_a_row_adds_a_traveler_and_a_trip_and_leaves_the_rest_alone(tmp_path: Path, plan: Path) -> None:
    """Every line that was there is still there, in its order, with its comments."""
    ran = imported(text_file(tmp_path, [HEADINGS, ROW]), plan)
    assert ran.code == 0, ran.err
    after = plan.read_text(encoding="utf-8").splitlines()
    added = [line[2:] for line in difflib.ndiff(MINIMAL.splitlines(), after) if line.startswith(("+ ", "- "))]
    assert added[0] == "  lee: {}"
    assert len(after) == len(MINIMAL.splitlines()) + len(added)
    assert root(plan)["travelers"]["lee"] == {}
    assert root(plan)["trips"][-1] == {
        "id": "lee-1",
        "traveler": "lee",
        "class": "esta",
        "arrive": "2026-12-01",
        "depart": "2026-12-20",
        "activities": [{"kind": "install", "mode": "perform", "equipment": "charger"}],
    }


def test_only_filled_cells_change_what_is_there(tmp_path: Path, plan: Path) -> None:
    """Two values of a traveler and one of an activity change in place; an empty cell changes nothing."""
    rows = [
        ["traveler", "trip", "job", "ESTA expires", "Passport expires", "activity_2_description"],
        ["kim-ms", "kim-1", "Engineer", "", "2033-05-01", "Teach, then watch"],
    ]
    ran = imported(text_file(tmp_path, rows), plan)
    assert ran.code == 0, ran.err
    expected = MINIMAL.replace("expires: 2031-05-01", "expires: 2033-05-01")
    taught = 'mode: train, equipment: charger, description: "Teach, then watch"}'
    expected = expected.replace("mode: train, equipment: charger}", taught)
    expected = expected.replace("trips:\n", "    job: Engineer\ntrips:\n")
    assert plan.read_text(encoding="utf-8") == expected
    assert "passport.expires: 2031-05-01 → 2033-05-01" in ran.out
    assert "Teach" not in ran.out


def test_a_second_import_changes_nothing(tmp_path: Path, plan: Path) -> None:
    """The same roster again: nothing new, nothing changed."""
    assert imported(PLANS / "roster.csv", plan).code == 0
    before = plan.read_bytes()
    ran = imported(PLANS / "roster.csv", plan)
    assert "changed: 0 · unchanged: 6" in ran.out
    assert plan.read_bytes() == before


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_text_files_as_people_have_them(tmp_path: Path, plan: Path, delimiter: str, encoding: str) -> None:
    """Korean headings and values in every encoding and with every separator."""
    rows = [
        ["사번", "출장 ID", "국적", "체류자격(필수)", "입국일", "출국일 (YYYY-MM-DD)",
         "활동 1", "활동 1 역할", "활동 1 장비", "비자 거절 이력"],
        ["1001", "1001-1", "대한민국", "B-1", "2026.12.01", "2026년 12월 20일",
         "장비 설치", "직접 수행", "charger", "없음"],
    ]  # fmt: skip
    ran = imported(text_file(tmp_path, rows, delimiter=delimiter, encoding=encoding), plan, "--lang", "ko")
    assert ran.code == 0, ran.err
    assert root(plan)["travelers"]["1001"] == {"nationality": ["KR"], "declares": {"visa_refused": False}}
    trip = root(plan)["trips"][-1]
    assert (trip["class"], trip["arrive"], trip["depart"]) == ("b1", "2026-12-01", "2026-12-20")
    assert trip["activities"] == [{"kind": "install", "mode": "perform", "equipment": "charger"}]


@pytest.mark.parametrize(
    "day",
    ["2026-12-01", "2026.12.01", "2026/12/1", "2026년 12월 1일", "2026. 12. 1.", "2026.12.01(화)", "20261201", 20261201,
     date(2026, 12, 1), datetime(2026, 12, 1), datetime(2026, 12, 1, 9, 30), "2026-12-01 00:00:00"],  # noqa: DTZ001
)  # fmt: skip
def test_days_in_every_form_that_cannot_be_misread(tmp_path: Path, plan: Path, day: object) -> None:
    """Dates of Excel, and text as it is written in Korea."""
    ran = imported(workbook(tmp_path, [HEADINGS, [*ROW[:3], day, *ROW[4:]]]), plan)
    assert ran.code == 0, ran.err
    assert root(plan)["trips"][-1]["arrive"] == "2026-12-01"


@pytest.mark.parametrize(
    "day", ["12/01/2026", "01.12.26", "2026-13-01", "2026-02-30", "soon", 46357, True, "0026-01-01"]
)
def test_days_that_could_be_misread_are_refused(tmp_path: Path, plan: Path, day: object) -> None:
    """Nothing is guessed about a day."""
    ran = imported(workbook(tmp_path, [HEADINGS, [*ROW[:3], day, *ROW[4:]]]), plan)
    assert ran.code == 3
    assert "sheet `Wave 1`, cell D2 (Arrive)" in ran.err
    assert plan.read_text(encoding="utf-8") == MINIMAL


def test_a_number_of_excel_is_told_as_one(tmp_path: Path, plan: Path) -> None:
    """A day that lost its format is not guessed: workbooks count from two different days. Which it would be is said."""
    said = "a number, as Excel keeps days: 2026-12-04, if it counts from 1900"
    rows = [HEADINGS, [*ROW[:3], "46360", *ROW[4:]]]
    log = text_file(tmp_path, [["date", "traveler", "task"], ["46360", "kim-ms", "install"]]).rename(tmp_path / "l.csv")
    answers = tmp_path / "answers.txt"
    answers.write_text("travelers.kim-ms.esta.expires=46360\ntrips.kim-1.depart=46360\n", encoding="utf-8")
    for ran in (
        imported(workbook(tmp_path, [HEADINGS, [*ROW[:3], 46360, *ROW[4:]]]), plan),
        imported(text_file(tmp_path, rows), plan),
        kvcheck("log", plan, log),
        kvcheck("ask", plan, "--answers", answers),
    ):
        assert ran.code == 3
        assert said in " ".join(ran.err.split())
    assert " ".join(ran.err.split()).count(said) == 2
    born = kvcheck("import", text_file(tmp_path, [["traveler", "born"], ["kim-ms", "31472"]]), "--into", plan)
    assert "a number, as Excel keeps days; give" in " ".join(born.err.split())
    assert "1986" not in born.err


def test_activities_go_on_in_the_next_row_with_the_same_trip(tmp_path: Path, plan: Path) -> None:
    """Each row adds its activities after those of the rows before."""
    more = ["lee", "lee-1", "", "", "", "meeting", "", ""]
    other = [*more[:6], "observe", ""]
    assert imported(text_file(tmp_path, [HEADINGS, ROW, more, other]), plan).code == 0
    assert [each["kind"] for each in root(plan)["trips"][-1]["activities"]] == ["install", "meeting", "meeting"]


def test_a_row_that_stands_twice_counts_once(tmp_path: Path, plan: Path) -> None:
    """It makes no second activity, and the preview says so."""
    ran = imported(text_file(tmp_path, [HEADINGS, ROW, ROW, [f" {cell}" for cell in ROW]]), plan)
    assert ran.code == 0, ran.err
    assert len(root(plan)["trips"][-1]["activities"]) == 1
    assert "left out: 2 repeated rows" in ran.out


def test_merged_and_empty_rows_titles_and_other_columns(tmp_path: Path, plan: Path) -> None:
    """A merged cell counts for each row, empty rows for none, and a column nobody reads is named."""
    rows: list[list[Any]] = [
        ["Travelers of wave 1"],
        [],
        [*HEADINGS, "Phone"],
        [*ROW, "010"],
        [None, "lee-2", "b1", "2027-03-01", "2027-03-20", "meeting"],
        [],
        ["choi", "choi-1", *ROW[2:]],
    ]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:I1")
        sheet.merge_cells("A4:A5")

    ran = imported(workbook(tmp_path, rows, then=merge), plan)
    assert ran.code == 0, ran.err
    assert [trip["traveler"] for trip in root(plan)["trips"]] == ["kim-ms", "lee", "lee", "choi"]
    assert "not read: I “Phone”" in ran.out


def test_a_plan_that_is_not_there_is_made(tmp_path: Path) -> None:
    """It names what the roster names, to be filled in, and can be checked."""
    plan = tmp_path / "new.yaml"
    ran = imported(PLANS / "roster.csv", plan)
    assert ran.code == 0, ran.err
    assert root(plan)["companies"] == {"hwasung": {}}
    assert root(plan)["equipment"] == {"charger": {}}
    assert kvcheck("check", plan, "--as-of", AS_OF).code in (1, 4)


def test_a_folder_plan_changes_where_it_stands(tmp_path: Path) -> None:
    """What is there changes in its file; what is new goes into a file of its own."""
    folder = tmp_path / "battery-plant"
    shutil.copytree(PLANS / "battery-plant", folder)
    rows = [
        [*HEADINGS, "Job"],
        ["haechi-6", *[""] * 7, "Chief engineer"],
        ["lee", "lee-1", *ROW[2:], "Fitter"],
    ]
    ran = imported(text_file(tmp_path, rows), folder)
    assert ran.code == 0, ran.err
    same = ("project.yaml", "wave-1.yaml")
    assert all((folder / name).read_bytes() == (PLANS / "battery-plant" / name).read_bytes() for name in same)
    assert root(folder / "wave-2.yaml")["travelers"]["haechi-6"]["job"] == "Chief engineer"
    assert root(folder / "roster.yaml")["travelers"] == {"lee": {"job": "Fitter"}}


def test_a_folder_plan_changes_in_all_its_files_or_in_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file cannot be written, the first is as it was, and nothing else is left behind."""
    folder = tmp_path / "battery-plant"
    shutil.copytree(PLANS / "battery-plant", folder)
    roster = text_file(tmp_path, [[*HEADINGS, "Job"], ["haechi-6", *[""] * 7, "Chief"], ["lee", "lee-1", *ROW[2:], ""]])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    made, calls = disk.Ready.__init__, []

    def full(self: disk.Ready, path: Path, data: bytes) -> None:
        calls.append(path.name)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        made(self, path, data)

    monkeypatch.setattr(disk.Ready, "__init__", full)
    terminal = Terminal("en", {"KVCHECK_CACHE": ""})
    with pytest.raises(BadCommand, match=r"cannot write .* No space left"):
        roster_command.run_import(roster, folder, terminal, roster_command.Wish(yes=True))
    assert calls == ["wave-2.yaml", "roster.yaml"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_rename_that_fails_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file cannot take its place, the first gets back what it held, and a new one goes."""
    folder = tmp_path / "battery-plant"
    shutil.copytree(PLANS / "battery-plant", folder)
    rows = [[*HEADINGS, "Job"], ["haechi-6", *[""] * 7, "Chief"], ["lee", "lee-1", *ROW[2:], ""]]
    rows.append(["haechi-1", *[""] * 7, "Chief"])
    roster = text_file(tmp_path, rows)
    before = {path.name: (path.read_bytes(), path.stat().st_mode) for path in folder.iterdir()}
    take_name = disk.Ready.take_name
    renamed: list[str] = []

    def third_fails(self: disk.Ready, mode: int | None = None, *, new: bool = False) -> None:
        if len(renamed) == 2:
            renamed.append("none")
            raise PermissionError(13, "Permission denied")
        renamed.append(self.path.name)
        take_name(self, mode, new=new)

    monkeypatch.setattr(disk.Ready, "take_name", third_fails)
    terminal = Terminal("en", {"KVCHECK_CACHE": ""})
    with pytest.raises(BadCommand, match=r"cannot write .* Permission denied"):
        roster_command.run_import(roster, folder, terminal, roster_command.Wish(yes=True))
    assert len(set(renamed)) == 3
    assert "roster.yaml" in renamed
    assert {path.name: (path.read_bytes(), path.stat().st_mode) for path in folder.iterdir()} == before


def test_a_file_that_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a change is never silent."""
    folder = tmp_path / "battery-plant"
    shutil.copytree(PLANS / "battery-plant", folder)
    roster = text_file(tmp_path, [[*HEADINGS, "Job"], ["haechi-6", *[""] * 7, "Chief"], ["lee", "lee-1", *ROW[2:], ""]])
    take_name = disk.Ready.take_name

    def second_fails(self: disk.Ready, mode: int | None = None, *, new: bool = False) -> None:
        if self.path.name == "roster.yaml":
            raise PermissionError(13, "Permission denied")
        take_name(self, mode, new=new)

    def fails(path: Path, data: bytes) -> None:
        raise PermissionError(13, f"Permission denied for {len(data)} bytes of {path}")

    monkeypatch.setattr(disk.Ready, "take_name", second_fails)
    monkeypatch.setattr(disk, "put", fails)
    terminal = Terminal("en", {"KVCHECK_CACHE": ""})
    with pytest.raises(BadCommand, match=r"could not be put back: .*wave-2\.yaml"):
        roster_command.run_import(roster, folder, terminal, roster_command.Wish(yes=True))


def test_a_plan_without_trips_takes_its_first(tmp_path: Path) -> None:
    """Companies and contracts come first, the people later."""
    plan = tmp_path / "plan.yaml"
    start = MINIMAL[: MINIMAL.index("travelers:")]
    plan.write_text(start + "travelers: {}   # from the roster\n", encoding="utf-8")
    ran = imported(text_file(tmp_path, [HEADINGS, ROW]), plan)
    assert ran.code == 0, ran.err
    assert plan.read_text(encoding="utf-8").startswith(start)
    assert root(plan)["travelers"] == {"lee": {}}


def test_windows_line_ends_and_a_missing_last_one_are_kept(tmp_path: Path, plan: Path) -> None:
    """New lines end as the others do."""
    plan.write_bytes(MINIMAL.rstrip("\n").replace("\n", "\r\n").encode())
    assert imported(text_file(tmp_path, [HEADINGS, ROW]), plan).code == 0
    data = plan.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_formulas_count_by_their_results(tmp_path: Path, plan: Path) -> None:
    """A formula that Excel worked out is its result; one that nobody worked out is an error at its cell."""
    ran = imported(workbook(tmp_path, [HEADINGS, [*ROW[:4], "=D2+19", *ROW[5:]]]), plan)
    assert ran.code == 3
    assert "cell E2 (Depart): a formula without a result" in ran.err
    path = workbook(tmp_path, [HEADINGS, [*ROW[:2], '=LOWER("ESTA")', *ROW[3:]]])
    worked_out(path)
    assert imported(path, plan).code == 0
    assert root(plan)["trips"][-1]["class"] == "esta"


def worked_out(path: Path) -> None:
    """Give the formula of a sheet the result that Excel would have saved."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    old = re.compile(r'<c r="C2"[^>]*>(<f>.*?</f>)<v\s*(/>|></v>)')
    assert old.search(parts[name])
    parts[name] = old.sub(r'<c r="C2" t="str">\1<v>esta</v>', parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)


# Import: what is refused ----------------------------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_by_cell(tmp_path: Path, plan: Path) -> None:
    """Found, expected and the nearest allowed value for each; nothing is written."""
    rows = [
        [*HEADINGS, "Employer", "ESTA", "Nationality"],
        ["lee", "lee-1", "estaa", "2026-12-20", "2026-12-01", "instal", "perform", "chargr", "hwasong", "aproved", ""],
        ["", "x-1", "", "", "", "", "", "", "", "", "XX"],
        ["choi", "", "b1", "", "", "", "", "", "", "", ""],
        ["no id", "no-1", "", "", "", "", "", "", "", "", ""],
        ["choi", "kim-1", "", "", "", "", "", "", "", "", ""],
        ["park", "park-1", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    ran = imported(text_file(tmp_path, rows), plan, "--verbose")
    assert ran.code == 3
    assert "nothing was written" in ran.err
    for cell, said in [
        ("C2 (Class)", "did you mean `esta`"), ("E2 (Depart)", "a day from 2026-12-20 on"),
        ("F2 (Activity 1 kind)", "did you mean `install`"), ("H2 (Activity 1 equipment)", "did you mean `charger`"),
        ("I2 (Employer)", "did you mean `hwasung`"), ("J2 (ESTA)", "did you mean `approved`"),
        ("A3 (Traveler)", "empty"), ("K3 (Nationality)", "two letters"), ("B4 (Trip)", "empty"),
        ("A5 (Traveler)", "no spaces"), ("A6 (Traveler)", "`kim-ms`, whose trip"), ("C7 (Class)", "empty"),
        ("D7 (Arrive)", "empty"), ("F7 (Activity 1 kind)", "the kind of activity 1"),
    ]:  # fmt: skip
        entry = ran.err[ran.err.index(f"cell {cell}") :].partition("error:")[0]
        assert said in " ".join(entry.split()), cell
    assert plan.read_text(encoding="utf-8") == MINIMAL
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".csv"] == ["plan.yaml"]


def test_rows_that_disagree_about_a_traveler_are_refused(tmp_path: Path, plan: Path) -> None:
    """The second cell names the first."""
    rows = [[*HEADINGS, "ESTA expires"], [*ROW, "2027-01-01"], ["lee", "lee-2", *ROW[2:], "2028-01-01"]]
    ran = imported(text_file(tmp_path, rows), plan)
    assert ran.code == 3
    assert "cell I3 (ESTA expires): `2028-01-01`, but `roster.csv`, cell I2" in ran.err


def test_headings_that_are_almost_right_or_stand_twice_are_refused(tmp_path: Path, plan: Path) -> None:
    """No column is dropped because of a slip."""
    ran = imported(text_file(tmp_path, [[*HEADINGS, "Pasport expires", "Arrival"], [*ROW, "", ""]]), plan)
    assert ran.code == 3
    assert "unknown heading `Pasport expires`" in ran.err
    assert "`Arrival` is a second column for `Arrive`" in ran.err


def test_names_birth_dates_and_numbers_never_reach_the_terminal(tmp_path: Path, plan: Path) -> None:
    """Neither in the preview nor in an error."""
    secret = ["Hong Gildong", "1988-03-04", "M12345678"]
    rows = [[*HEADINGS, "Name", "Date of birth", "Passport number"], [*ROW, *secret]]
    ran = imported(text_file(tmp_path, rows), plan)
    assert ran.code == 0
    assert root(plan)["travelers"]["lee"]["name"] == "Hong Gildong"
    again = [*rows, ["lee", "lee-2", *ROW[2:], "Kim Seonbi", "1988-13-04", "M2"]]
    wrong = imported(text_file(tmp_path, again), plan)
    assert wrong.code == 3
    for text in (*secret, "Seonbi", "1988", "M2"):
        assert text not in ran.out + ran.err + wrong.out + wrong.err


@pytest.mark.parametrize("canary", ["Hong Gildong", "홍 길동", "홍길동!", "M 12345678"])
def test_a_name_in_the_wrong_column_never_reaches_the_terminal(tmp_path: Path, plan: Path, canary: str) -> None:
    """The cell and what it may hold are told, not what stands there."""
    rows: list[list[Any]] = [
        [*HEADINGS, "Employer", "ESTA", "Nationality", "Passport expires", "Visa refused", "Earlier US stays", "Job"],
        ["lee", "lee-1", *[canary] * 12, "Fitter"],
        [canary, canary, *ROW[2:]],
        ["lee", "", *[""] * 12, canary],
    ]
    for roster in (text_file(tmp_path, rows), workbook(tmp_path, rows)):
        for lang in ("en", "ko"):
            ran = imported(roster, plan, "--lang", lang, "--verbose")
            assert ran.code == 3
            assert canary not in ran.out + ran.err
            for cell in ("C2", "F2", "G2", "H2", "I2", "J2", "K2", "L2", "M2", "N2", "A3", "B3", "O4"):
                assert cell in ran.err
    assert plan.read_text(encoding="utf-8") == MINIMAL


def test_a_name_of_one_plain_word_is_never_in_an_error(tmp_path: Path, plan: Path) -> None:
    """An error repeats ids that the plan has, words of the vocabulary and days; of anything else it tells the cell."""
    rows: list[list[Any]] = [
        [*HEADINGS, "Employer", "ESTA", "Nationality", "Passport expires", "Visa refused", "Earlier US stays"],
        ["lee", "lee-1", *["Gildong"] * 12],
        ["Gildong", "kim-1", *[""] * 12],
        ["lee", "both", *ROW[2:], *[""] * 6],
        ["Gildong", "both", *[""] * 12],
        ["lee", "lee-3", "kim-ms", "2026-13-01", "", "install", "install", "", "", "b1", "", "", "", ""],
    ]
    for lang in ("en", "ko"):
        ran = imported(text_file(tmp_path, rows), plan, "--lang", lang, "--verbose")
        assert ran.code == 3
        assert "Gildong" not in ran.out + ran.err
        for cell in ("C2", "D2", "F2", "G2", "H2", "I2", "J2", "K2", "L2", "M2", "N2", "A3", "A5"):
            assert cell in ran.err
        for said in ("`kim-ms`", "`2026-13-01`", "`install`", "`b1`"):
            assert said in ran.err
    assert plan.read_text(encoding="utf-8") == MINIMAL


def test_a_new_id_is_in_the_preview(tmp_path: Path, plan: Path) -> None:
    """It is what the user confirms."""
    ran = kvcheck("import", text_file(tmp_path, [HEADINGS, ["Gildong", *ROW[1:]]]), "--into", plan, "--dry-run")
    assert "+ travelers.Gildong" in ran.out


def test_a_korean_heading_of_names_is_no_heading_of_ids(tmp_path: Path, plan: Path) -> None:
    """`출장자` is the name where another column has the ids; alone it is refused at its cell."""
    rest = ["출장 ID", "체류자격", "입국일", "출국일", "활동 1", "활동 1 역할", "활동 1 장비"]
    alone = imported(text_file(tmp_path, [["출장자", *rest], ["홍길동", *ROW[1:]]]), plan)
    assert alone.code == 3
    assert "cell A1: `출장자` is a column of names" in alone.err
    assert "`출장자 ID`" in alone.err
    assert "홍길동" not in alone.out + alone.err
    both = imported(text_file(tmp_path, [["출장자", "사번", *rest], ["홍길동", *ROW]]), plan)
    assert both.code == 0, both.err
    assert "홍길동" not in both.out + both.err
    assert root(plan)["travelers"]["lee"] == {"name": "홍길동"}


def test_one_sheet_in_sight_has_the_roster(tmp_path: Path, plan: Path) -> None:
    """A hidden sheet is not read; of several in sight none is chosen, and all are named."""

    def more(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Wave 0", 0)
        other.append(HEADINGS)
        other.append(["old", "old-1", *ROW[2:]])

    def hide(sheet: Worksheet) -> None:
        more(sheet)
        assert sheet.parent is not None
        sheet.parent.worksheets[0].sheet_state = "hidden"

    several = imported(workbook(tmp_path, [HEADINGS, ROW], then=more), plan)
    assert several.code == 3
    assert "several sheets with headings: `Wave 0`, `Wave 1`" in several.err
    assert "save the sheet alone" in several.err
    assert plan.read_text(encoding="utf-8") == MINIMAL
    assert imported(workbook(tmp_path, [HEADINGS, ROW], then=hide), plan).code == 0
    assert [*root(plan)["travelers"]] == ["kim-ms", "lee"]


def test_hidden_rows_are_read_and_counted(tmp_path: Path, plan: Path) -> None:
    """A filter hides rows; the preview says that they count."""

    def hide(sheet: Worksheet) -> None:
        for number in (3, 4, 9):
            sheet.row_dimensions[number].hidden = True

    rows = [HEADINGS, *([name, f"{name}-1", *ROW[2:]] for name in ("a", "b", "c"))]
    ran = imported(workbook(tmp_path, rows, then=hide), plan)
    assert "read too: 2 hidden rows" in ran.out
    assert len(root(plan)["trips"]) == 4
    assert "hidden row" not in imported(workbook(tmp_path, rows), plan).out


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("r.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("r.xlsx", OLE, "Excel 97-2003"),
        ("r.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("r.xlsx", b"Traveler,Trip\n", "damaged, or no workbook"),
        ("r.xlsx", b"", "damaged"),
        ("r.csv", b"PK\x03\x04", "is a workbook"),
        ("r.pdf", b"%PDF", "no roster that can be read"),
        ("r", b"Traveler,Trip\n", "no roster that can be read"),
        ("r.csv", b"", "no row of headings"),
        ("r.csv", b"a,b\n1,2\n", "no row of headings"),
        ("r.csv", b"Traveler,Trip\n", "no rows below"),
        ("r.csv", b'Traveler,Trip\nlee,"lee-1\n', "quotation mark"),
        ("r.csv", b"Traveler,Trip\n\xff\xfe\xfd\x80,1\n", "neither UTF-8 nor CP949"),
        ("r.csv", b"Traveler,Trip\n" + b"lee,\n" * 20_001, "too large"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path: Path, plan: Path, name: str, data: bytes, said: str) -> None:
    """A clear sentence, exit code 3, and the plan as it was."""
    path = tmp_path / name
    path.write_bytes(data)
    ran = imported(path, plan)
    assert ran.code == 3, ran.err
    assert said in ran.err
    assert plan.read_text(encoding="utf-8") == MINIMAL


def test_nothing_is_read_from_a_roster_that_is_not_there(tmp_path: Path) -> None:
    """A folder and a missing file are told as such."""
    (tmp_path / "folder.csv").mkdir()
    for name, said in (("folder.csv", "`folder.csv` is not a file"), ("missing.csv", "cannot read `missing.csv`")):
        ran = imported(tmp_path / name, tmp_path / "plan.yaml")
        assert ran.code == 3
        assert said in ran.err
    with pytest.raises(CannotCheck):
        read_bytes(b"", "empty.csv", Answers())


def test_a_workbook_of_other_contents_is_told(tmp_path: Path, plan: Path) -> None:
    """A zip file with another ending, and one that unpacks to far more than a roster."""
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "damaged, or no workbook" in imported(path, plan).err
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(61 << 20))
    assert "too large" in imported(path, plan).err
    assert "cannot read" in imported(tmp_path / "missing.xlsx", plan).err


def test_a_stray_cell_at_the_far_end_of_a_sheet_is_no_trouble(tmp_path: Path, plan: Path) -> None:
    """The size of the sheet is not the number of its cells; a column beyond all columns is refused."""

    def stray(sheet: Worksheet) -> None:
        sheet.cell(1_048_576, 5).value = " "

    assert imported(workbook(tmp_path, [HEADINGS, ROW], then=stray), plan).code == 0

    def far(sheet: Worksheet) -> None:
        sheet.cell(3, 16_384).value = "x"

    assert "too large" in imported(workbook(tmp_path, [HEADINGS, ROW], then=far), plan).err


def test_errors_of_cells_and_days_that_excel_made_are_told(tmp_path: Path, plan: Path) -> None:
    """`#REF!` is no value, and an id that Excel took for a date is not guessed back."""
    ran = imported(workbook(tmp_path, [HEADINGS, [date(2026, 1, 2), "x", "#REF!", *ROW[3:]]]), plan)
    assert ran.code == 3
    assert "Excel made a day of it" in ran.err
    assert "cell C2 (Class): the error `#REF!`" in ran.err


def test_hostile_text_goes_in_as_text(tmp_path: Path, plan: Path) -> None:
    """Whatever a description begins with, the plan holds it as text without what cannot be seen."""
    hidden = "a\u202eb\x07c\u200b\nd"
    rows = [[*HEADINGS, "Activity 1 description"]]
    rows += [[f"t{number}", f"t{number}-1", *ROW[2:], text] for number, text in enumerate([*HOSTILE, hidden])]
    assert imported(workbook(tmp_path, rows[:2]), plan).code == 3  # in a workbook, a formula is a formula
    rows = [[f"'{cell}" if cell[:1] in "=+-@" or cell[:2] in ("'=", "''") else cell for cell in row] for row in rows]
    ran = imported(text_file(tmp_path, rows), plan)
    assert ran.code == 0, ran.err
    told = [trip["activities"][0]["description"] for trip in root(plan)["trips"][1:]]
    assert told == [*HOSTILE, "abc d"]


def test_what_cannot_be_changed_in_place_is_told(tmp_path: Path, plan: Path) -> None:
    """A value that stands for several by an alias is not changed for all of them."""
    text = MINIMAL.replace("passport: {", "passport: &book {").replace(
        "trips:", "  second:\n    passport: *book\ntrips:", 1
    )
    plan.write_text(text, encoding="utf-8")
    ran = imported(text_file(tmp_path, [["Traveler", "Passport expires"], ["second", "2035-01-01"]]), plan)
    assert ran.code == 3
    assert "alias" in ran.err
    assert plan.read_text(encoding="utf-8") == text


REMARKS = [
    "evidence: [maker-certificate,  # sent on Monday\n      cv]",
    "evidence:\n      - maker-certificate   # sent on Monday\n      - cv",
    "evidence:\n      - maker-certificate\n      # sent on Monday\n      - cv",
]
QUIET = [
    "evidence: [maker-certificate, 'x # y', \"a #b\"]  # sent on Monday",
    "evidence:   # sent on Monday\n      - |\n        # no comment\n        text\n      - cv#1",
]


@pytest.mark.parametrize("evidence", [*REMARKS, *QUIET])
def test_a_comment_inside_a_list_is_never_lost(tmp_path: Path, plan: Path, evidence: str) -> None:
    """A list with a comment inside is not replaced; one with a comment beside it is, and keeps that."""
    text = MINIMAL.replace(
        "expertise: {essential: true, evidence: [maker-certificate]}",
        "expertise:\n      essential: true\n      evidence: X",
    ).replace("evidence: X", evidence.replace("\n", "\n  "))
    plan.write_text(text, encoding="utf-8")
    ran = imported(text_file(tmp_path, [["Traveler", "Evidence of expertise"], ["kim-ms", "cv; photo"]]), plan)
    if evidence in REMARKS:
        assert ran.code == 3
        assert "cannot be changed in place" in ran.err
        line = text[: text.index("maker-certificate")].count("\n") + 1
        assert f"plan.yaml:{line}:" in ran.err
        assert plan.read_text(encoding="utf-8") == text
    else:
        assert ran.code == 0, ran.err
        assert "# sent on Monday" in plan.read_text(encoding="utf-8")
        assert root(plan)["travelers"]["kim-ms"]["expertise"]["evidence"] == ["cv", "photo"]


# Import: how it is asked for ------------------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_and_without_an_answer_neither(tmp_path: Path, plan: Path) -> None:
    """0 for a look, 2 where nobody can be asked, and both options together make no sense."""
    roster = text_file(tmp_path, [HEADINGS, ROW])
    look = kvcheck("import", roster, "--into", plan, "--dry-run")
    assert (look.code, look.err) == (0, "")
    assert "+ travelers.lee" in look.out
    nobody = kvcheck("import", roster, "--into", plan)
    assert nobody.code == 2
    assert "nothing was written" in nobody.err
    assert kvcheck("import", roster, "--into", plan, "--dry-run", "--yes").code == 2
    assert kvcheck("import", roster, "--into", tmp_path / "plan.txt", "--yes").code == 2
    assert plan.read_text(encoding="utf-8") == MINIMAL


def test_a_plan_that_only_its_owner_may_read_stays_so(tmp_path: Path, plan: Path) -> None:
    """Permissions are kept."""
    plan.chmod(0o600)
    assert imported(text_file(tmp_path, [HEADINGS, ROW]), plan).code == 0
    assert plan.stat().st_mode & 0o777 == 0o600


def test_without_the_libraries_the_line_to_type_is_told(tmp_path: Path, plan: Path) -> None:
    """Exit code 2, the library and the command."""
    (tmp_path / "lib" / "ruamel").mkdir(parents=True)
    (tmp_path / "lib" / "ruamel" / "__init__.py").write_text("raise ImportError")
    (tmp_path / "lib" / "openpyxl.py").write_text("raise ImportError")
    env = {"PYTHONPATH": f"{tmp_path / 'lib'}{os.pathsep}{ROOT}"}
    roster = text_file(tmp_path, [HEADINGS, ROW])
    commands: list[list[str | Path]] = [
        ["import", roster, "--into", plan, "--yes"],
        ["import", workbook(tmp_path, [HEADINGS, ROW]), "--into", plan, "--yes"],
        ["export", plan, "--xlsx", tmp_path / "out.xlsx"],
    ]
    for arguments in commands:
        ran = process(*arguments, env=env)
        assert ran.code == 2, ran.err
        assert "pip install 'kvcheck[office]'" in ran.err
