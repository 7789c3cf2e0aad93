"""A whole plan in one workbook: empty, filled, and back again."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support import AS_OF, PLANS, kvcheck
from tests.support.rosters import imported, root

LANGUAGES = ["en", "ko"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["korean.yaml", "other-classes.yaml", "b1-annotated.yaml"])
def test_a_plan_takes_its_own_workbook_without_a_change_and_is_made_of_it_anew(
    tmp_path: Path, name: str, lang: str
) -> None:
    """Into the plan nothing changes, byte for byte; into a new file goes everything that the plan says."""
    plan, book, new = tmp_path / name, tmp_path / "plan.xlsx", tmp_path / "new.yaml"
    shutil.copy(PLANS / name, plan)
    ran = kvcheck("export", plan, "--workbook", book, "--with-names", "--lang", lang)
    assert ran.code == 0, ran.err
    same = imported(book, plan, "--lang", lang)
    assert same.code == 0, same.err
    assert plan.read_bytes() == (PLANS / name).read_bytes()
    made = imported(book, new, "--lang", lang)
    assert made.code == 0, made.err
    assert root(new) == root(plan)


def test_a_folder_plan_takes_its_own_workbook_without_a_change(tmp_path: Path) -> None:
    """What stands in several files is one workbook."""
    folder, book = tmp_path / "battery-plant", tmp_path / "plan.xlsx"
    shutil.copytree(PLANS / "battery-plant", folder)
    assert kvcheck("export", folder, "--workbook", book, "--with-names").code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = imported(book, folder)
    assert ran.code == 0, ran.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def filled(path: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Fill sheets of a workbook below their example, by headings."""
    book = load_workbook(path)
    for title, lines in rows.items():
        sheet = book[title]
        heads: dict[Any, Any] = {cell.value: cell.column for cell in sheet[1]}
        for number, line in enumerate(lines, 3):
            for heading, value in line.items():
                sheet.cell(number, heads[heading]).value = value
    book.save(path)


KOREAN: dict[str, list[dict[str, Any]]] = {
    "프로젝트": [{"프로젝트 ID": "a-line", "프로젝트명": "A라인", "프로젝트 현장": "ga"}],
    "현장": [{"현장 ID": "ga", "주": "GA", "현장 회사": "plant-co", "현장 단계": "installation"}],
    "회사": [{"회사 ID": "maker", "회사명": "가상오토텍", "국가": "한국"}, {"회사 ID": "plant-co", "국가": "미국"}],
    "장비": [{"장비명": "스태킹기 #1", "제조국": "KR", "취득 방식": "구매", "장비 계약": "sale"}],
    "계약": [{"계약 ID": "sale", "계약 종류": "equipment-sale", "판매자": "maker", "구매자": "plant-co",
            "판매자 의무": "install, train"}],
    "출장자": [{"출장자 ID": "h1", "국적": "대한민국", "고용주": "가상오토텍", "국내 체류자격": None}],
    "확인 답변": [{"출장자 ID": "h1", "비자 거절 이력": "아니요", "출입국 이력": "없음"}],
    "출장": [{"출장 ID": "t1", "출장자 ID": "h1", "체류자격": "ESTA", "미국 입국일": "2026-12-07",
            "미국 출국일": "2027-01-15",
            "휴대 반입품": "tools", "활동 1 종류": "설치", "활동 1 장비": "스태킹기 #1"}],
}  # fmt: skip


def test_an_empty_workbook_is_filled_in_and_read(tmp_path: Path) -> None:
    """Its examples are left out, ids of one sheet stand in others, names are understood, and `check` takes the plan."""
    book, plan = tmp_path / "plan.xlsx", tmp_path / "plan.yaml"
    assert kvcheck("export", "--template", book, "--lang", "ko").code == 0
    empty = imported(book, plan, "--lang", "ko")
    assert empty.code == 3
    assert not plan.exists()
    filled(book, KOREAN)
    ran = imported(book, plan, "--lang", "ko")
    assert ran.code == 0, ran.err
    assert "예시여서 제외" in ran.out
    made = root(plan)
    assert [*made["companies"]] == ["maker", "plant-co"]
    assert made["equipment"] == {
        "스태킹기-1": {"name": "스태킹기 #1", "made_in": "KR", "acquired": "purchase", "contract": "sale"}
    }
    assert made["contracts"]["sale"]["requires"] == ["install", "train"]
    assert made["travelers"]["h1"]["declares"] == {"visa_refused": False, "history": []}
    [trip] = made["trips"]
    assert (trip["carries"], trip["activities"][0]["equipment"]) == (["tools"], "스태킹기-1")
    assert kvcheck("check", plan, "--as-of", AS_OF).code in (1, 4)


def test_lists_follow_the_ids_of_other_sheets(tmp_path: Path) -> None:
    """A company that is added below can be chosen for a traveler."""
    book = tmp_path / "plan.xlsx"
    assert kvcheck("export", "--template", book).code == 0
    sheet = load_workbook(book)["Travelers"]
    lists = {str(each.formula1): str(each.sqref) for each in sheet.data_validations.dataValidation}
    companies = [cells for formula, cells in lists.items() if formula == "'Companies'!$A$2:$A$502"]
    assert companies
    assert companies[0].endswith("502")


def test_a_sheet_of_equipment_beside_a_roster_is_read_and_one_nobody_understands_is_named(tmp_path: Path) -> None:
    """Sheets are known by their headings, not by their names."""
    book, plan = tmp_path / "plan.xlsx", tmp_path / "plan.yaml"
    assert kvcheck("export", "--template", book, "--lang", "ko").code == 0
    filled(book, KOREAN)
    workbook = load_workbook(book)
    workbook["장비"].title = "목록 7"
    workbook.create_sheet("연락처").append(["가나다", "000"])
    workbook.save(book)
    ran = imported(book, plan)
    assert ran.code == 0, ran.err
    assert "not read: sheet `연락처`" in ran.out
    assert "000" not in ran.out
    assert "스태킹기-1" in root(plan)["equipment"]


def test_faults_of_every_sheet_are_told_together(tmp_path: Path) -> None:
    """A wrong country of a company and a wrong day of a trip, each at its cell; nothing is written."""
    book, plan = tmp_path / "plan.xlsx", tmp_path / "plan.yaml"
    assert kvcheck("export", "--template", book, "--lang", "ko").code == 0
    wrong = {**KOREAN, "회사": [{"회사 ID": "maker", "국가": "없는나라"}]}
    filled(book, {**wrong, "출장": [{**KOREAN["출장"][0], "미국 입국일": "2026-13-01"}]})
    ran = imported(book, plan)
    assert ran.code == 3
    assert "sheet `회사`, cell C3" in ran.err
    assert "sheet `출장`" in ran.err
    assert not plan.exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_imports_with_no_change(tmp_path: Path) -> None:
    """Another program writes the workbook anew: the plan stays as it is."""
    plan, book, out = tmp_path / "korean.yaml", tmp_path / "plan.xlsx", tmp_path / "out"
    shutil.copy(PLANS / "korean.yaml", plan)
    assert kvcheck("export", plan, "--workbook", book, "--with-names", "--lang", "ko").code == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    ran = imported(out / "plan.xlsx", plan, "--lang", "ko")
    assert ran.code == 0, ran.err
    assert plan.read_bytes() == (PLANS / "korean.yaml").read_bytes()
