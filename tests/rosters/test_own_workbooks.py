"""Rosters as planners keep them: their own headings, values and days, no ids; nothing that was read is dropped."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kvcheck.rosters.cells import NotAllowed, parse
from kvcheck.rosters.columns import columns_by_name
from kvcheck.rosters.encodings import decode
from kvcheck.rosters.names import words_of
from tests.support import MINIMAL, kvcheck, library
from tests.support.rosters import HEADINGS, ROW, imported, root, text_file, workbook


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of the first example, in a file of its own."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


OWN: list[list[Any]] = [
    ["조지아 조립라인 출장자 명단 ('26.11.20 기준)"],
    [],
    ["No", "성명", "영문명", "생년월일", "소속", "여권번호", "비자",
     "ESTA", "출국일", "귀국일", "담당설비", "업무내용", "비고"],
    [1, "가나다", "GA NADA", "88.04.11", "가상기공(하청)", "M00000001",
     "ESTA", "완료", "2026-12-07", "2027-01-15", "스태킹기 #1", "설치", ""],
    [2, "라마바", "RA MABA", "800101", "가상기공(하청)", "M00000002",
     "B1/B2", "-", "12/7", "1/15", "스태킹기 #1", "시운전, 교육", "하청"],
    [3, "사아자", "SA AJA", "1990.1.5", "가상기공", "M00000003",
     "ESTA", "신청중", "상동", "상동", "스태킹기 #1", "스태킹기 설치", ""],
    ["", "합계", "3명"],
]  # fmt: skip
ANSWERS = ("--make-ids", "--map", "출국일=arrive", "--map", "귀국일=depart", "--accept", "days")


def test_a_planners_own_workbook_becomes_a_plan(tmp_path: Path) -> None:
    """What is unclear is asked, each with what to type; with the answers it is a plan, and nothing is invented."""
    plan = tmp_path / "own.yaml"
    asked = imported(workbook(tmp_path, OWN), plan, "--make-ids")
    assert asked.code == 3
    assert not plan.exists()
    for line in ("`--map 출국일=arrive`", "`--map 귀국일=depart`", "`--accept days`", "`12/7` is read as 2026-12-07"):
        assert line in asked.err
    ran = imported(workbook(tmp_path, OWN), plan, *ANSWERS)
    assert ran.code == 0, ran.err
    for said in ("total: left out", "as in the row above: 2 cells", "ids made for 3 people: h001 to h003", "“비고”"):
        assert said in ran.out
    assert "next: kvcheck check" in ran.err
    made = root(plan)
    assert made["companies"] == {"가상기공": {"name": "가상기공(하청)"}}
    assert made["equipment"] == {"스태킹기-1": {"name": "스태킹기 #1"}}
    second = made["travelers"]["h002"]
    assert (second["name"], second["born"], second["visa"]) == ("RA MABA", "1980-01-01", {"class": "b1-b2"})
    assert "esta" not in second
    trips = made["trips"]
    assert [(trip["id"], trip["class"], trip["arrive"], trip["depart"]) for trip in trips] == [
        ("h001-1", "esta", "2026-12-07", "2027-01-15"),
        ("h002-1", "b1", "2026-12-07", "2027-01-15"),
        ("h003-1", "esta", "2026-12-07", "2027-01-15"),
    ]
    kinds = [[each["kind"] for each in trip["activities"]] for trip in trips]
    assert kinds == [["install"], ["commission", "train-to-service"], ["install"]]
    assert all(each["description"] == "시운전, 교육" for each in trips[1]["activities"])
    again = imported(workbook(tmp_path, OWN), plan, *ANSWERS)
    assert "changed: 0 · unchanged: 6" in again.out


def test_settings_remember_the_answers(tmp_path: Path) -> None:
    """`roster` in kvcheck.yaml has headings and words of the company."""
    config = "kvcheck: 1\nroster:\n  columns: {출국일: arrive, 귀국일: depart}\n  set: {nationality: KR}\n"
    (tmp_path / "kvcheck.yaml").write_text(config, encoding="utf-8")
    plan = tmp_path / "own.yaml"
    ran = imported(workbook(tmp_path, OWN), plan, "--make-ids", "--accept", "days")
    assert ran.code == 0, ran.err
    assert {tuple(each["nationality"]) for each in root(plan)["travelers"].values()} == {("KR",)}
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nroster: {columns: {출국일: arive}}\n", encoding="utf-8")
    wrong = imported(workbook(tmp_path, OWN), plan)
    assert wrong.code == 2
    assert "did you mean `arrive`" in wrong.err


@pytest.mark.parametrize("heading", ["Emp. No.", "Badge No.", "Empl No", "사 번(필수)", "Employee-ID"])
def test_a_heading_near_one_of_ids_is_offered(tmp_path: Path, heading: str) -> None:
    """What is there, what is missing, and which column it may be; then it is read as said."""
    rows: list[list[Any]] = [[heading, *HEADINGS[1:]], ROW]
    plan = tmp_path / "new.yaml"
    ran = imported(workbook(tmp_path, rows), plan)
    if ran.code:
        assert f"none for the traveler's id: is it `{heading}`?" in ran.err
        assert f"`--map '{heading}=traveler'`" in ran.err
        assert imported(workbook(tmp_path, rows), plan, "--map", f"{heading}=traveler").code == 0
    assert [*root(plan)["travelers"]] == ["lee"]


def test_two_rows_of_headings_with_merged_groups_and_a_row_of_units(tmp_path: Path, plan: Path) -> None:
    """A heading over several columns belongs to each; a row that says how to fill cells is nobody's."""
    rows: list[list[Any]] = [
        ["Wave 1"],
        ["사번", "출장 ID", "여권", None, "일정", None, "활동 1", None, None, "체류자격"],
        [None, None, "번호", "만료일", "입국일", "출국일", "종류", "역할", "장비", None],
        [None, None, None, "(YYYY-MM-DD)", "(YYYY-MM-DD)", "(YYYY-MM-DD)"],
        ["lee", "lee-1", "M1", "2031-01-01", "2026-12-01", "2026-12-20", "install", "perform", "charger", "ESTA"],
    ]  # fmt: skip

    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:J1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:I2", "J2:J3"):
            sheet.merge_cells(cells)

    for roster in (workbook(tmp_path, rows, then=merge), text_file(tmp_path, [[x or "" for x in row] for row in rows])):
        ran = imported(roster, plan)
        assert ran.code == 0, ran.err
        assert "row 4 says how to fill cells" in ran.out
        assert root(plan)["travelers"]["lee"]["passport"] == {"number": "M1", "expires": "2031-01-01"}


def test_struck_rows_are_asked_about(tmp_path: Path, plan: Path) -> None:
    """Left out or read, as the user says; never by itself."""

    def strike(sheet: Worksheet) -> None:
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    roster = workbook(tmp_path, [HEADINGS, ROW, ["choi", "choi-1", *ROW[2:]]], then=strike)
    asked = imported(roster, plan)
    assert asked.code == 3
    assert "row 3 is struck out" in asked.err
    assert "`--accept leave-struck`" in asked.err
    assert imported(roster, plan, "--accept", "leave-struck").code == 0
    assert "choi" not in root(plan)["travelers"]
    assert imported(roster, plan, "--accept", "read-struck").code == 0
    assert "choi" in root(plan)["travelers"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [(1001, "00000", "01001"), (7, '"HS-"000', "HS-007"), (12, "00-00", "00-12"),
     (1001, "General", "1001"), (5, "0", "5")],
)  # fmt: skip
def test_what_excel_shows_counts(tmp_path: Path, plan: Path, value: int, form: str, shown: str) -> None:
    """A staff number of leading zeros is the one that everybody sees."""

    def formatted(sheet: Worksheet) -> None:
        sheet["A2"].number_format = form

    ran = imported(workbook(tmp_path, [HEADINGS, [value, "t-1", *ROW[2:]]], then=formatted), plan)
    assert ran.code == 0, ran.err
    assert shown in root(plan)["travelers"]


def test_a_date_that_shows_no_year_is_asked_about(tmp_path: Path, plan: Path) -> None:
    """Excel puts the year of typing into 1/15; the day of departure is the next one after the arrival."""

    def formatted(sheet: Worksheet) -> None:
        sheet["E2"].number_format = "m/d"

    rows: list[list[Any]] = [HEADINGS, [*ROW[:3], datetime(2026, 12, 7), datetime(2026, 1, 15), *ROW[5:]]]  # noqa: DTZ001
    asked = imported(workbook(tmp_path, rows, then=formatted), plan)
    assert asked.code == 3
    assert "`1/15` is read as 2027-01-15" in asked.err
    assert imported(workbook(tmp_path, rows, then=formatted), plan, "--accept", "days").code == 0
    assert root(plan)["trips"][-1]["depart"] == "2027-01-15"


DAYS = ["01-Dec-2026", "1 Dec 2026", "Dec 1, 2026", "December 1st, 2026", "Tue, 1 Dec 2026", "01DEC2026",
 "1. Dezember 2026",
        "26.12.01", "'26.12.1", "26년 12월 1일", "2026-12-01 14:30"]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_days_that_cannot_be_misread(day: str) -> None:
    """Month names in several languages, and years of two digits whose century is clear."""
    if day in ("26.12.01", "'26.12.1"):  # 26 December 2001 is no day of a trip, 1 December 2026 is
        assert parse(columns_by_name()["arrive"].column, day, {}) == "2026-12-01"
    assert parse(columns_by_name()["arrive"].column, day, {}) == "2026-12-01"


@pytest.mark.parametrize(
    ("day", "why"),
    [("12/01/2026", "two ways"), ("01.12.26", "two ways"), ("令和8年12月1日", "era"), ("R8.12.1", "era"),
     ("단기 4359년 12월 1일", "era"),
     ("12/7", "year is missing"), ("Dec-26", None), ("2026-02-30", "")],
)  # fmt: skip
def test_days_that_are_refused_have_a_reason(day: str, why: str | None) -> None:
    """Nothing is guessed where two readings are possible, or where the year is one of another calendar."""
    with pytest.raises(NotAllowed) as caught:
        parse(columns_by_name()["arrive"].column, day, {})
    if why:
        assert why in str(caught.value.hint.en if caught.value.hint else "")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Japanese", ["JP"]), ("South Korean", ["KR"]), ("Citizen of Viet Nam", ["VN"]), ("Indian national", ["IN"]),
        ("우즈베키스탄인", ["UZ"]), ("네팔 국적", ["NP"]), ("大韓民国", ["KR"]), ("日本人", ["JP"]), ("바레인", ["BH"]),
        ("Korea, Republic of", ["KR"]), ("Türkiye", ["TR"]), ("Turkiye", ["TR"]),
         ("Great Britain", ["GB"]), ("Czech Republic", ["CZ"]),
        ("D", ["DE"]), ("KOR", ["KR"]),
         ("KR / US", ["KR", "US"]), ("Korea, Republic of; USA", ["KR", "US"]), ("한국, 미국", ["KR", "US"]),
        ("Congo, Democratic Republic of the", ["CD"]), ("베트남", ["VN"]), ("우즈베키스탄", ["UZ"]),
    ],
)  # fmt: skip
def test_countries_as_people_and_passports_write_them(written: str, codes: list[str]) -> None:
    """Codes of two and of three letters, names of ISO with their commas, names in Korean."""
    assert parse(columns_by_name()["nationality"].column, written, {}) == codes


@pytest.mark.parametrize(
    "written", ["Congo", "GBN", "British", "Congolese", "Dominican", "Korean War", "홍길동", "국적"]
)
def test_what_is_no_one_country_is_refused(written: str) -> None:
    """Two states are called Congo, and not every British passport is a citizen's."""
    with pytest.raises(NotAllowed):
        parse(columns_by_name()["nationality"].column, written, {})


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("esta_status", "Authorization Approved", "approved"), ("esta_status", "Travel Not Authorized", "denied"),
        ("esta_status", "완료", "approved"), ("esta_status", "신청중", "applied"), ("visa_class", "B1/B2", "b1-b2"),
        ("class", "WB", "esta"), ("class", "VWP", "esta"), ("class", "ESTA (VWP)", "esta"), ("kind", "설치", "install"),
        ("kind", "시운전", "commission"), ("kind", "정밀 조정, 교정", "calibrate"),
        ("crew", "미국 현지 인력", "us-workers"), ("mode", "hands-on", "perform"),
    ],
)  # fmt: skip
def test_values_as_authorities_and_people_write_them(column: str, written: str, value: str) -> None:
    """CBP, the State Department and Korean lists."""
    assert parse(columns_by_name()[column].column, written, words_of(library(), {})) == value


@pytest.mark.parametrize("task", ["기구설비", "설비 배관", "장비 이동", "설치 준비", "배관", "용접"])
def test_no_suggestion_turns_lawful_work_into_barred_work(task: str) -> None:
    """A word that is near a trade is not offered as one."""
    words = words_of(library(), {})
    with pytest.raises(NotAllowed) as caught:
        parse(columns_by_name()["kind"].column, task, words)
    assert "did you mean" not in str(caught.value.hint.en if caught.value.hint else "")


# Nothing read is dropped ----------------------------------------------------------------------------------------------


def test_cells_beyond_the_headings_are_an_error(tmp_path: Path, plan: Path) -> None:
    """A comma in a text without quotes cuts it in two; the second half is not dropped."""
    rows = [",".join([*HEADINGS, "Activity 1 description"]), ",".join([*ROW, "Install charger", " then weld the duct"])]
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    ran = imported(path, plan)
    assert ran.code == 3
    assert "cell J2: 1 cell stands under no heading" in ran.err
    assert "quotation marks" in ran.err
    assert "weld" not in ran.err + ran.out
    assert plan.read_text(encoding="utf-8") == MINIMAL
    assert imported(path, plan, "--map", "J=-").code == 0


def test_hidden_columns_and_other_sheets_are_told(tmp_path: Path, plan: Path) -> None:
    """A hidden column is read and told; a sheet that is no roster is named."""

    def more(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True
        assert sheet.parent is not None
        sheet.parent.create_sheet("Phones").append(["Lee", "010"])
        sheet.parent.create_sheet("Old").append(["x"])
        sheet.parent["Old"].sheet_state = "hidden"

    ran = imported(workbook(tmp_path, [HEADINGS, ROW], then=more), plan)
    assert ran.code == 0, ran.err
    for said in ("hidden column C", "not read: sheet `Phones`", "not read: hidden sheet `Old`"):
        assert said in ran.out
    assert "010" not in ran.out


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("溶接配管工事", "cp932"), ("Änderung der Äste", "cp1252"), ("设备安装和调试", "gb18030")],
)
def test_an_encoding_that_is_guessed_has_to_be_confirmed(tmp_path: Path, text: str, encoding: str) -> None:
    """Nothing is written until it is; then what is in the plan is what was in the file."""
    rows = [[*HEADINGS, "Activity 1 description"], [*ROW, text]]
    path, plan = text_file(tmp_path, rows, encoding=encoding), tmp_path / "new.yaml"
    asked = imported(path, plan)
    assert asked.code == 3
    assert f"`--encoding {encoding}`" in asked.err
    assert not plan.exists()
    assert imported(path, plan, "--encoding", encoding).code == 0
    assert root(plan)["trips"][0]["activities"][0]["description"] == text


def test_letters_that_are_switched_by_signs_are_no_utf_8(tmp_path: Path) -> None:
    """Seven-bit encodings decode as UTF-8 letter by letter: they are refused; UTF-16 of plain letters is read."""
    rows = [[*HEADINGS, "Activity 1 description"], [*ROW, "배관 용접"]]
    ran = imported(text_file(tmp_path, rows, encoding="iso2022_kr"), tmp_path / "new.yaml")
    assert ran.code == 3
    assert "is neither UTF-8 nor CP949" in ran.err
    assert imported(text_file(tmp_path, [HEADINGS, ROW], encoding="utf-16-le"), tmp_path / "new.yaml").code == 0


@pytest.mark.parametrize("heading", ["Emp#", "Staff Nr.", "Pers.-Nr.", "Employee Code", "工号", "社員番号", "Badge"])
def test_a_number_of_people_is_asked_about_however_it_is_called(tmp_path: Path, heading: str) -> None:
    """`#` and its like are numbers, short words are whole ones."""
    rows = [[heading, "class", "arrive", "depart", "kind"], ["k1", "esta", "2027-01-01", "2027-01-10", "meeting"]]
    ran = imported(workbook(tmp_path, rows), tmp_path / "new.yaml")
    assert ran.code == 3
    assert f"none for the traveler's id: is it `{heading}`?" in " ".join(ran.err.split())
    assert imported(workbook(tmp_path, rows), tmp_path / "new.yaml", "--map", f"{heading}=traveler").code == 0


def test_korean_excel_is_read_and_told_and_what_reads_badly_is_refused(tmp_path: Path, plan: Path) -> None:
    """CP949 where nothing else reads as well; UTF-16 without a mark; letters that are lost already."""
    ran = imported(text_file(tmp_path, [[*HEADINGS, "직무"], [*ROW, "설비 기술자"]], encoding="cp949"), plan)
    assert "is not UTF-8: read as CP949" in ran.out
    assert decode("사번,성명\n".encode("utf-16-le"), "r.csv").text == "사번,성명\n"
    lost = imported(text_file(tmp_path, [[*HEADINGS, "Job"], [*ROW, "M\ufffdller"]]), plan)
    assert lost.code == 3
    assert "letters that were lost" in lost.err


def test_one_cause_in_many_rows_is_told_once(tmp_path: Path, plan: Path) -> None:
    """Column, number of rows and what stands there; ten causes fill the screen, the rest comes with `--verbose`."""
    rows: list[list[Any]] = [[*HEADINGS, "ESTA"]]
    rows += [[f"t{number}", f"t{number}-1", *ROW[2:], "install"] for number in range(17)]
    ran = imported(text_file(tmp_path, rows), plan)
    assert ran.code == 3
    assert "column I, 17 rows (2, 3, 4, ...) (ESTA): `install`" in ran.err
    assert "1 error; nothing was written" in ran.err
    many = [[*HEADINGS], *(["x", f"t-{number}", *["?!"] * 6] for number in range(3))]
    short, whole = imported(text_file(tmp_path, many), plan), imported(text_file(tmp_path, many), plan, "--verbose")
    assert len(short.err) <= len(whole.err)


def test_an_interactive_user_is_asked_one_by_one(tmp_path: Path, plan: Path) -> None:
    """In a dry run the questions stand beside the preview, and nothing is written."""
    rows: list[list[Any]] = [["Emp. No.", *HEADINGS[1:]], ROW]
    ran = kvcheck("import", text_file(tmp_path, rows), "--into", plan, "--dry-run")
    assert ran.code == 0
    assert "to confirm:" in ran.err
    assert plan.read_text(encoding="utf-8") == MINIMAL
