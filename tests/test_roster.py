"""Rosters: spreadsheets into plans and plans into spreadsheets, with the files that people have."""

import csv
import difflib
import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from kvcheck.commands import roster as roster_command
from kvcheck.commands.output import Terminal
from kvcheck.engine import check, plan_problems
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.intake import plans, sheets, texttable
from kvcheck.intake import workbook as door
from kvcheck.intake.book import Book, Head, Sheet
from kvcheck.intake.cells import clean
from kvcheck.intake.changes import Existing
from kvcheck.intake.columns import COLUMNS, Of, fields, headings, plain_heading
from kvcheck.intake.edit import edited, flow
from kvcheck.intake.filing import ANSWER_HEADINGS
from kvcheck.intake.roster import read
from kvcheck.intake.table import letters
from kvcheck.plan import assemble
from kvcheck.source import read_text
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.rosters import HEADINGS, HOSTILE, ROW, Rows, rosters, table_of, text_file, words, workbook
from tests.support import AS_OF, EXAMPLES, MINIMAL, Ran, kvcheck, library

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of the first example, in a file of its own."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


def root(path: Path) -> Any:
    """What a YAML file holds."""
    return read_text(path.read_text(encoding="utf-8"), path.name).root


def imported(roster: Path, into: Path, *options: str) -> Ran:
    """The run that writes a roster into a plan."""
    return kvcheck("import", roster, "--into", into, "--yes", *options)


def exported(plan: Path, folder: Path, *options: str) -> Path:
    """The plan as a workbook."""
    path = folder / "out.xlsx"
    ran = kvcheck("export", plan, "--xlsx", path, "--as-of", AS_OF, *options)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
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
    assert imported(EXAMPLES / "roster.csv", plan).code == 0
    before = plan.read_bytes()
    ran = imported(EXAMPLES / "roster.csv", plan)
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
    """A day that lost its format is not guessed: workbooks count from two different days."""
    ran = imported(workbook(tmp_path, [HEADINGS, [*ROW[:3], 46357, *ROW[4:]]]), plan)
    assert "give the column a date format" in ran.err
    assert "Excel shows" not in ran.err


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
    assert "left out: 2 rows that repeat another" in ran.out


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
    ran = imported(EXAMPLES / "roster.csv", plan)
    assert ran.code == 0, ran.err
    assert root(plan)["companies"] == {"hwasung": {}}
    assert root(plan)["equipment"] == {"charger": {}}
    assert kvcheck("check", plan, "--as-of", AS_OF).code in (1, 4)


def test_a_folder_plan_changes_where_it_stands(tmp_path: Path) -> None:
    """What is there changes in its file; what is new goes into a file of its own."""
    folder = tmp_path / "battery-plant"
    shutil.copytree(EXAMPLES / "battery-plant", folder)
    rows = [
        [*HEADINGS, "Job"],
        ["haechi-6", *[""] * 7, "Chief engineer"],
        ["lee", "lee-1", *ROW[2:], "Fitter"],
    ]
    ran = imported(text_file(tmp_path, rows), folder)
    assert ran.code == 0, ran.err
    same = ("project.yaml", "wave-1.yaml")
    assert all((folder / name).read_bytes() == (EXAMPLES / "battery-plant" / name).read_bytes() for name in same)
    assert root(folder / "wave-2.yaml")["travelers"]["haechi-6"]["job"] == "Chief engineer"
    assert root(folder / "roster.yaml")["travelers"] == {"lee": {"job": "Fitter"}}


def test_a_folder_plan_changes_in_all_its_files_or_in_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file cannot be written, the first is as it was, and nothing else is left behind."""
    folder = tmp_path / "battery-plant"
    shutil.copytree(EXAMPLES / "battery-plant", folder)
    roster = text_file(tmp_path, [[*HEADINGS, "Job"], ["haechi-6", *[""] * 7, "Chief"], ["lee", "lee-1", *ROW[2:], ""]])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    made, calls = tempfile.mkstemp, []

    def full(*args: Any, **options: Any) -> tuple[int, str]:
        calls.append(options["prefix"])
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        handle, name = made(*args, **options)
        return handle, str(name)

    monkeypatch.setattr(tempfile, "mkstemp", full)
    terminal = Terminal("en", {"KVCHECK_CACHE": ""})
    with pytest.raises(BadCommand, match=r"cannot write .* No space left"):
        roster_command.run_import(roster, folder, terminal, dry_run=False, yes=True, ask=None)
    assert calls == [".wave-2.yaml.", ".roster.yaml."]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


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
    ran = imported(text_file(tmp_path, rows), plan)
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
            ran = imported(roster, plan, "--lang", lang)
            assert ran.code == 3
            assert canary not in ran.out + ran.err
            for cell in ("C2", "F2", "G2", "H2", "I2", "J2", "K2", "L2", "M2", "N2", "A3", "B3", "O4"):
                assert cell in ran.err
    assert plan.read_text(encoding="utf-8") == MINIMAL


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
    env = {"PYTHONPATH": f"{tmp_path / 'lib'}{os.pathsep}{EXAMPLES.parent}"}
    roster = text_file(tmp_path, [HEADINGS, ROW])
    commands: list[list[str | Path]] = [
        ["import", roster, "--into", plan, "--yes"],
        ["import", workbook(tmp_path, [HEADINGS, ROW]), "--into", plan, "--yes"],
        ["export", plan, "--xlsx", tmp_path / "out.xlsx"],
    ]
    for arguments in commands:
        ran = kvcheck(*arguments, env=env)
        assert ran.code == 2, ran.err
        assert "pip install 'kvcheck[office]'" in ran.err


# Export ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", ["battery-plant", "korean.yaml", "other-classes.yaml", "b1-annotated.yaml"])
def test_a_plan_takes_its_own_export_without_a_change(tmp_path: Path, name: str, lang: str) -> None:
    """Out and in again, in either language, as a workbook and as text."""
    plan = tmp_path / name
    (shutil.copytree if (EXAMPLES / name).is_dir() else shutil.copy)(EXAMPLES / name, plan)
    table = tmp_path / "out.csv"
    book = exported(plan, tmp_path, "--csv", str(table), "--lang", lang, "--with-names", "--policy", "esta-14-days")
    for file in (book, table):
        ran = imported(file, plan)
        assert ran.code == 0, ran.err
        assert "changed: 0" in ran.out
        assert "not read" not in ran.out
    assert "new: 0 travelers, 0 trips" in ran.out


def trips_of(path: Path, sheet: int = 0) -> list[dict[str, Any]]:
    """The rows of a workbook by their headings."""
    rows = list(load_workbook(path).worksheets[sheet].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_workbook_says_what_a_batch_filing_needs(tmp_path: Path) -> None:
    """Ids, days, contract and clause, activities, verdict, reason, questions; dates are dates."""
    path = exported(EXAMPLES / "battery-plant", tmp_path, "--lang", "en")
    trips = {each["Trip"]: each for each in trips_of(path)}
    assert len(trips) == 16
    first = trips["w1-haechi-1"]
    assert first["Arrive"] == datetime(2026, 12, 1)  # noqa: DTZ001 - as Excel has it
    assert first["Days"] == 74
    assert first["Contract and clause"] == "sale-line-2, Art. 9.2 and Annex C"
    assert first["Activities"].splitlines()[0] == "1. Installation of equipment · by hand · Formation charger"
    assert first["Employer name"] == "Haechi Formation Machines"
    assert first["Site name"] == "Peach Dragon battery plant, Peachfield, GA"
    told = {each["Verdict (law)"] for each in trips.values()}
    assert told == {"✓ permitted", "! needs review", "? undetermined", "✗ not permitted"}
    assert trips["w2-haechi-6"]["Open questions"].endswith("(travelers.haechi-6.declares.visa_refused)")
    assert "Production work" in trips["w2-haechi-1"]["First reason"]
    assert "Verdict (company policy)" not in first
    with_policy = trips_of(exported(EXAMPLES / "battery-plant", tmp_path, "--policy", "esta-14-days"))
    assert with_policy[0]["Verdict (law)"] == "✓ permitted"
    assert with_policy[0]["Verdict (company policy)"] == "✗ not permitted"
    assert "14 days" in with_policy[0]["First reason"]


def test_the_workbook_opens_well(tmp_path: Path) -> None:
    """Fixed headings, filter, landscape, fit to width, explained columns, lists, names of sheets by language."""
    book = load_workbook(exported(EXAMPLES / "battery-plant", tmp_path, "--lang", "ko"))
    assert book.sheetnames == ["출장자 명단", "열 설명", "허용 값"]
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    comment = sheet["A1"].comment
    assert comment is not None
    assert "Traveler / 출장자 ID" in comment.text
    explained = {row[0].value for row in book.worksheets[1].iter_rows() if row[0].value}
    assert {"출장자 ID", "판단(법)", "활동 N 종류"} <= explained
    dates = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, datetime)]
    assert dates
    assert all(cell.number_format == "yyyy-mm-dd" for cell in dates)


def test_names_are_exported_only_when_asked_for(tmp_path: Path) -> None:
    """Names, birth dates and passport numbers are personal data."""
    plan = tmp_path / "plan.yaml"
    person = "    name: Hong Gildong\n    born: 1988-03-04\n    nationality: [KR]"
    text = MINIMAL.replace("    nationality: [KR]", person)
    plan.write_text(text.replace("issued_by: KR,", "issued_by: KR, number: M12345678,"), encoding="utf-8")
    for options, shown in (([], False), (["--with-names"], True)):
        table = tmp_path / "out.csv"
        book = exported(plan, tmp_path, "--csv", str(table), *options)
        with zipfile.ZipFile(book) as archive:
            held = b"".join(map(archive.read, archive.namelist())).decode()
        held += table.read_text(encoding="utf-8")
        assert ("Hong Gildong" in held, "1988-03-04" in held, "M12345678" in held) == (shown, shown, shown)


def test_a_spreadsheet_never_runs_what_a_plan_says(tmp_path: Path, plan: Path) -> None:
    """Text that looks like a formula is text in the workbook, and has an apostrophe in the CSV file."""
    rows = [[*HEADINGS, "Activity 1 description"]]
    rows += [
        [f"t{number}", f"t{number}-1", *ROW[2:], f"'{text}"]
        for number, text in enumerate(HOSTILE)
        if text[0] in "=+-@'"
    ]
    assert imported(text_file(tmp_path, rows), plan).code == 0
    table = tmp_path / "out.csv"
    book = exported(plan, tmp_path, "--csv", str(table))
    cells = [cell for sheet in load_workbook(book).worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in risky} == {text for text in HOSTILE if text[0] in "=+-@"}
    assert all(cell.quotePrefix for cell in risky)
    read_back = csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline=""))
    assert not [cell for row in read_back for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_full_width_signs_are_guarded_like_their_narrow_forms(sign: str) -> None:
    """Some spreadsheets take them for the beginning of a formula too; the apostrophe goes away again."""
    said = f"{sign}1"
    text = texttable.write([["Traveler", "Job"], ["lee", said]])
    assert f"lee,'{said}" in text
    assert texttable.read(text.encode(), "r.csv")[0].rows[1][1] == ["lee", said]
    cell = load_workbook(io.BytesIO(door.write(one_cell(said)))).worksheets[0]["A2"]
    assert (cell.value, cell.quotePrefix) == (said, True)


def one_cell(text: str) -> Book:
    """A workbook of one cell below its heading."""
    return Book("en", AS_OF, [Sheet("Roster", [Head("Job", "trip", 20)], [[text]])], {})


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the time and the seed of the process."""
    found = set()
    for seed in ("1", "2"):
        out = [tmp_path / f"{seed}.xlsx", tmp_path / f"{seed}.csv", tmp_path / f"{seed}t.xlsx"]
        files = ("--xlsx", out[0], "--csv", out[1], "--template", out[2])
        ran = kvcheck("export", "examples/battery-plant", *files, "--as-of", AS_OF, env={"PYTHONHASHSEED": seed})
        assert ran.code == 0
        found.add(tuple(path.read_bytes() for path in out))
    assert len(found) == 1


def test_the_template_offers_lists_and_is_filled_in_and_read(tmp_path: Path, plan: Path) -> None:
    """Lists for class, kind, mode, status, countries and yes or no; a row written into it is read."""
    path = tmp_path / "empty.xlsx"
    assert kvcheck("export", plan, "--template", path, "--lang", "ko").code == 0
    book = load_workbook(path)
    sheet, values = book.worksheets[0], book.worksheets[-1]
    places = {str(cell.value): letters(number) for number, cell in enumerate(sheet[1], 1)}
    offered: dict[str, set[object]] = {}
    for each in sheet.data_validations.dataValidation:
        cells = str(each.formula1).partition("!")[2].replace("$", "")
        offered[str(each.sqref).rstrip("0123456789").partition("2:")[0]] = {row[0].value for row in values[cells]}
    assert offered[places["체류자격"]] >= {"esta", "b1", "l1b"}
    assert offered[places["활동 1 종류"]] == set(library().catalogue.kinds)
    assert offered[places["활동 1 역할"]] == {"perform", "supervise", "train", "observe"}
    assert "approved" in offered[places["ESTA"]]
    assert {"KR", "US", "NO"} <= offered[places["국적"]]
    assert offered[places["비자 거절 이력"]] == {"예", "아니요"}
    assert offered[places["고용주"]] == {"hwasung", "plant-co"}
    row = dict(
        zip(["출장자 ID", "출장 ID", "체류자격", "미국 입국일", "미국 출국일", "활동 1 종류"], ROW, strict=False)
    )
    for heading, value in row.items():
        sheet[f"{places[heading]}2"] = value
    book.save(path)
    assert imported(path, plan).code == 0
    assert root(plan)["trips"][-1]["id"] == "lee-1"


def test_an_export_without_a_place_to_write_to_is_a_wrong_command(tmp_path: Path, plan: Path) -> None:
    """Which file, which ending, of which plan."""
    assert kvcheck("export", plan).code == 2
    assert kvcheck("export", plan, "--xlsx", tmp_path / "plan.yaml").code == 2
    assert kvcheck("export", plan, "--csv", tmp_path / "out.xlsx").code == 2
    assert kvcheck("export", "--xlsx", tmp_path / "out.xlsx").code == 2
    assert kvcheck("export", tmp_path / "none.yaml", "--xlsx", tmp_path / "out.xlsx").code == 3
    assert "personal data" in " ".join(kvcheck("export", "--help").out.split())


def test_an_export_never_overwrites_what_is_read_or_written(tmp_path: Path) -> None:
    """Neither the plan, nor a file of it, nor a policy, nor another of its own files."""
    odd = tmp_path / "plan.csv"
    odd.write_text(MINIMAL, encoding="utf-8")
    link = tmp_path / "link.xlsx"
    link.symlink_to(odd)
    out = tmp_path / "out.xlsx"
    for option, target in (("--csv", odd), ("--xlsx", link), ("--template", link)):
        ran = kvcheck("export", odd, option, target, "--as-of", AS_OF)
        assert ran.code == 2
        assert f"`{option}` would overwrite" in ran.err
    policy = ["--policy", str(link), "--xlsx", str(link)]
    assert "would overwrite" in kvcheck("export", EXAMPLES / "korean.yaml", *policy, "--as-of", AS_OF).err
    same = kvcheck("export", odd, "--xlsx", out, "--template", tmp_path / "." / "out.xlsx", "--as-of", AS_OF)
    assert same.code == 2
    assert "`--xlsx` and `--template` name the same file" in same.err
    assert not out.exists()
    assert odd.read_text(encoding="utf-8") == MINIMAL


def test_names_that_no_workbook_can_hold_are_exported_without_their_hidden_characters(tmp_path: Path) -> None:
    """Companies, equipment, sites and the path of the plan may hold characters that nobody sees."""
    folder = tmp_path / "wave\x01one"
    folder.mkdir()
    plan = folder / "plan.yaml"
    names = ("Hwasung Engineering", "Formation charger", "Battery plant")
    text = re.sub(f"name: ({'|'.join(names)})", r'name: "\1\\u0007\\uFFFE!"', MINIMAL)
    plan.write_text(text, encoding="utf-8")
    book = load_workbook(exported(plan, tmp_path, "--template", str(tmp_path / "empty.xlsx")))
    held = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {"Hwasung Engineering!", "Formation charger!", "Battery plant!"} <= held
    assert any("waveone" in each for each in held)


@needs_office
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_libreoffice_reads_what_is_written(tmp_path: Path, lang: str) -> None:
    """Converted to CSV by another program, the roster is still the plan's."""
    plan = tmp_path / "korean.yaml"
    shutil.copy(EXAMPLES / "korean.yaml", plan)
    book = exported(plan, tmp_path, "--lang", lang)
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", str(book)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    ran = imported(tmp_path / "out.csv", plan)
    assert ran.code == 0, ran.err
    assert "new: 0 travelers, 0 trips · changed: 0" in ran.out


# Laws -----------------------------------------------------------------------------------------------------------------


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A roster that fails is small enough to read; to make it smaller takes minutes."""


def made(data: bytes, name: str) -> Any:
    """The plan that a roster makes, as plain data. What it holds can be loaded."""
    table, header = (texttable if name.endswith(".csv") else door).read(data, name)
    text = plans.new_plan(read(table, header, Existing({}, {}), words(), ANSWER_HEADINGS))
    document = read_text(text, "plan.yaml")
    assemble([document], "plan.yaml", lambda each: plan_problems(each, library()))
    return document


def again(rows: Rows, lang: str, *, book: bool) -> tuple[Any, Any]:
    """The plan of a roster, and that of its export."""
    data = texttable.write(table_of(rows)).encode()
    first = made(data, "roster.csv")
    report = check(assemble([first], "plan.yaml"), library(), as_of=AS_OF)
    written = sheets.filled(report, library(), {}, lang, {}, with_names=True)
    if book:
        return first.root, made(door.write(written), "out.xlsx").root
    return first.root, made(texttable.write(sheets.lines(written.sheets[0])).encode(), "out.csv").root


@settings(max_examples=40, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(rosters(), st.sampled_from(["en", "ko"]))
def test_import_export_import_gives_the_same_plan(rows: Rows, lang: str) -> None:
    """Through a text file, for any roster, in either language."""
    first, second = again(rows, lang, book=False)
    assert first == second


@settings(max_examples=8, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(rosters(), st.sampled_from(["en", "ko"]))
def test_import_export_import_gives_the_same_plan_through_a_workbook(rows: Rows, lang: str) -> None:
    """As above, through Excel's format."""
    first, second = again(rows, lang, book=True)
    assert first == second


PLAIN = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 99999), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), inner, min_size=1, max_size=3),
    ),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None)
@given(PLAIN)
def test_what_is_written_into_a_plan_is_what_is_read(value: Any) -> None:
    """Any value, put into a mapping in brackets and into one on lines, comes out as itself."""
    assert read_text(f"x: {flow(value)}\n", "x").root["x"] == value
    for text in ("a: {b: 1}  # why\nc: 2\n", "a:\n  b: 1  # why\nc: 2\n", "a:\n  b:\n    - 1\n"):
        new = edited(text, "x", {"a": {"n": value}})
        assert read_text(new, "x").root["a"]["n"] == value
        assert new.startswith(text[:8])


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    """Cleaning twice is cleaning once, and what is left can be seen."""
    once = clean(text)
    assert clean(once) == once
    assert once.isprintable()


def test_every_heading_leads_to_one_column() -> None:
    """No two columns share a heading, and no answer has the heading of a column."""
    known = headings()
    for field in fields():
        own = (field.name, *field.heading, *(each.format(field.slot) for each in field.column.also))
        assert {known[plain_heading(each)] for each in own} == {field}
    assert not set(ANSWER_HEADINGS) & set(known)


def test_every_column_has_its_place_in_the_plan() -> None:
    """No two columns of a thing stand for one place, and choices have values."""
    places = [(column.of, column.path) for column in COLUMNS]
    assert len(places) == len(
        {(of, path or name) for (of, path), name in zip(places, [c.name for c in COLUMNS], strict=True)}
    )
    assert all(column.values for column in COLUMNS if column.sort == "choice")
    assert [column.name for column in COLUMNS if column.private] == ["name", "born", "passport_number"]
    assert {column.of for column in COLUMNS} == set(Of)


def test_nothing_is_read_from_a_roster_that_is_not_there(tmp_path: Path) -> None:
    """A folder and a missing file are told as such."""
    (tmp_path / "folder.csv").mkdir()
    for name in ("folder.csv", "missing.csv"):
        ran = imported(tmp_path / name, tmp_path / "plan.yaml")
        assert ran.code == 3
        assert "cannot read" in ran.err
    with pytest.raises(CannotCheck):
        texttable.read(b"", "empty.csv")


def test_an_empty_roster_never_takes_the_place_of_a_filled_one(tmp_path: Path) -> None:
    """`--template` writes a new file or none."""
    file = tmp_path / "roster.xlsx"
    assert kvcheck("export", "--template", file).code == 0
    before = file.read_bytes()
    assert kvcheck("export", "--template", file).code == 2
    assert file.read_bytes() == before
