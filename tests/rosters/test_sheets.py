"""Rosters out of plans: workbooks and text files, and that what goes out comes in again."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kvcheck.engine import check, plan_problems
from kvcheck.plan import assemble
from kvcheck.plan.edit import edited, flow
from kvcheck.rosters import delimited, into_plan, sheets
from kvcheck.rosters import excel as door
from kvcheck.rosters.answers import ANSWER_HEADINGS
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.book import Book, Head, Sheet
from kvcheck.rosters.cells import clean, parse
from kvcheck.rosters.changes import Existing
from kvcheck.rosters.columns import COLUMNS, Of, Sort, also, fields, headings, plain_heading
from kvcheck.rosters.names import names_of, words_of
from kvcheck.rosters.open import read_bytes
from kvcheck.rosters.reader import read
from kvcheck.rosters.table import letters
from kvcheck.rosters.writing import write
from kvcheck.source import read_text
from tests.support import AS_OF, MINIMAL, PLANS, kvcheck, library, process
from tests.support.properties.depth import TIMES
from tests.support.properties.strategies import SIGNS
from tests.support.rosters import (
    HEADINGS,
    HOSTILE,
    ROW,
    Rows,
    imported,
    root,
    rosters,
    table_of,
    text_file,
    words,
    workbook,
)

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of the first example, in a file of its own."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


def exported(plan: Path, folder: Path, *options: str) -> Path:
    """The plan as a workbook."""
    path = folder / "out.xlsx"
    ran = kvcheck("export", plan, "--xlsx", path, "--as-of", AS_OF, *options)
    assert (ran.code, ran.out) == (0, "")
    assert all("wrote" in line or "작성 완료" in line for line in ran.err.splitlines())
    return path


# Export ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", ["battery-plant", "korean.yaml", "other-classes.yaml", "b1-annotated.yaml"])
def test_a_plan_takes_its_own_export_without_a_change(tmp_path: Path, name: str, lang: str) -> None:
    """Out and in again, in either language, as a workbook and as text."""
    plan = tmp_path / name
    (shutil.copytree if (PLANS / name).is_dir() else shutil.copy)(PLANS / name, plan)
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
    path = exported(PLANS / "battery-plant", tmp_path, "--lang", "en")
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
    with_policy = trips_of(exported(PLANS / "battery-plant", tmp_path, "--policy", "esta-14-days"))
    assert with_policy[0]["Verdict (law)"] == "✓ permitted"
    assert with_policy[0]["Verdict (company policy)"] == "✗ not permitted"
    assert "14 days" in with_policy[0]["First reason"]


def test_the_workbook_opens_well(tmp_path: Path) -> None:
    """Fixed headings, filter, landscape, fit to width, explained columns, lists, names of sheets by language."""
    book = load_workbook(exported(PLANS / "battery-plant", tmp_path, "--lang", "ko"))
    assert book.sheetnames == ["출장자 명단", "필요 서류", "열 설명", "허용 값"]
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
    explained = {row[0].value for row in book.worksheets[2].iter_rows() if row[0].value}
    assert {"출장자 ID", "판단(법)", "활동 N 종류"} <= explained
    dates = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, datetime)]
    assert dates
    assert all(cell.number_format == "yyyy-mm-dd" for cell in dates)


def test_the_papers_have_a_sheet_of_their_own(tmp_path: Path, plan: Path) -> None:
    """A row for each paper of each trip, with its day; the roster, and a CSV file, only count them.

    In hand are the passport, which the plan lists, and the travel authorization, whose data stand in it.
    """
    text = MINIMAL.replace("    declares:", "    documents: [passport]\n    declares:", 1)
    assert text != MINIMAL
    plan.write_text(text, encoding="utf-8")
    table = tmp_path / "out.csv"
    for lang, title, yes, told in (
        ("en", "Papers", "yes", "{} to get, 2 in hand"),
        ("ko", "필요 서류", "예", "준비할 서류 {}, 준비됨 2"),
    ):
        book = load_workbook(exported(plan, tmp_path, "--csv", str(table), "--lang", lang))
        sheet = book[title]
        rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert len(rows) > 5
        assert {(row[0], row[1]) for row in rows} == {("kim-1", "kim-ms")}
        assert [row[4] for row in rows].count(yes) == 2
        days = [cell for cell in sheet["D"][1:] if cell.value is not None]
        assert days
        assert all(isinstance(cell.value, datetime) and cell.number_format == "yyyy-mm-dd" for cell in days)
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", sheet.dimensions)
        assert trips_of(tmp_path / "out.xlsx")[0][title] == told.format(len(rows) - 2)
        said = table.read_text(encoding="utf-8-sig")
        assert told.format(len(rows) - 2) in said.replace('"', "")
        assert not [row for row in rows if len(str(row[2])) > 20 and str(row[2]) in said]


def test_a_sheet_with_more_than_papers_is_a_roster(tmp_path: Path, plan: Path) -> None:
    """Only ids beside papers are no roster; with a class or a day of arrival they are one."""
    rows: list[list[Any]] = [[*HEADINGS, "Paper", "Due", "In hand"], [*ROW, "Passport", "2026-11-01", "yes"]]
    assert imported(workbook(tmp_path, rows), plan).code == 0
    alone: list[list[Any]] = [["Trip", "Traveler", "Paper", "Due", "In hand"], ["lee-1", "lee", "Passport", None, "no"]]
    assert "no row of headings" in imported(workbook(tmp_path, alone), plan).err


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_batch_filing_prints_on_few_pages(tmp_path: Path, lang: str) -> None:
    """The columns that it needs, on the width of a page; rows are as high as a few lines."""
    sheet = load_workbook(exported(PLANS / "battery-plant", tmp_path, "--lang", lang)).worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$L$17"
    ends = {"en": ("Traveler", "First reason"), "ko": ("출장자 ID", "첫째 이유")}
    assert (heads[0], heads[11]) == ends[lang]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    heights = [sheet.row_dimensions[row].height or 0 for row in range(1, 18)]
    assert max(heights) <= 90
    assert sum(heights) < 1000


def test_values_are_in_words_of_the_language(tmp_path: Path, plan: Path) -> None:
    """Codes stand where no words are read back; the sheet of values has both."""
    text = MINIMAL.replace("kind: install,", "kind: commission, contract: none,")
    plan.write_text(text, encoding="utf-8")
    path = exported(plan, tmp_path, "--lang", "ko")
    row = trips_of(path)[0]
    assert row["체류자격"] == row["ESTA"].replace("승인", "ESTA") == "ESTA"
    assert (row["활동 1 종류"], row["활동 1 역할"], row["활동 1 계약"]) == ("시운전", "직접 수행", "없음")
    assert (row["국적"], row["활동 1 장비"], row["지정 국가 방문"]) == ("KR", "charger", "없음")
    told = {(each[1], each[2]) for each in load_workbook(path).worksheets[-1].iter_rows(values_only=True)}
    assert {("시운전", "commission"), ("직접 수행", "perform"), ("승인", "approved"), ("ESTA", "esta")} <= told
    english = trips_of(exported(plan, tmp_path, "--lang", "en"))[0]
    assert (english["ESTA"], english["Activity 1 kind"]) == ("approved", "Commissioning or trial run")
    assert (english["Activity 1 mode"], english["Activity 1 contract"]) == ("by hand", "none")


def test_words_are_read_back_as_the_value_they_stand_for() -> None:
    """Every value of every list, in both languages, whatever the plan calls its own things."""
    tables = {"contracts": {"없음": {}, "approved": {"name": "none"}}, "equipment": {"charger": {"name": "시운전"}}}
    allowed = words_of(library(), tables)
    for column, names in names_of(library(), tables).items():
        for value in allowed[column].values:
            for lang in ("en", "ko"):
                held = [value] if column.sort is Sort.CHOICES else value
                assert parse(column, write(column, held, lang, names), allowed) == held


def test_a_list_of_one_text_that_says_none_is_not_empty(tmp_path: Path, plan: Path) -> None:
    """In either language."""
    for said in ("none", "없음", "None"):
        plan.write_text(MINIMAL.replace("[maker-certificate]", f"[{said}]"), encoding="utf-8")
        for lang in ("en", "ko"):
            ran = imported(exported(plan, tmp_path, "--lang", lang), plan)
            assert "changed: 0" in ran.out, ran.err


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
    text = delimited.write([["Traveler", "Job"], ["lee", said]])
    assert f"lee,'{said}" in text
    assert delimited.read(text.encode(), "r.csv")[0].rows[1][1] == ["lee", said]
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
        ran = process("export", "tests/plans/battery-plant", *files, "--as-of", AS_OF, env={"PYTHONHASHSEED": seed})
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
    assert offered[places["체류자격"]] >= {"ESTA", "B-1", "L-1B"}
    assert offered[places["활동 1 종류"]] == {kind.title.ko for kind in library().catalogue.kinds.values()}
    assert offered[places["활동 1 역할"]] == {"직접 수행", "감독", "교육", "참관"}
    assert {"승인", "없음"} <= offered[places["ESTA"]]
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
    assert "would overwrite" in kvcheck("export", PLANS / "korean.yaml", *policy, "--as-of", AS_OF).err
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
def test_libreoffice_reads_what_is_written(tmp_path: Path) -> None:
    """Converted to CSV by another program, the roster is still the plan's, in either language."""
    plan = tmp_path / "korean.yaml"
    shutil.copy(PLANS / "korean.yaml", plan)
    books = [exported(plan, tmp_path, "--lang", lang).rename(tmp_path / f"{lang}.xlsx") for lang in ("en", "ko")]
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"]
    subprocess.run([*command, *map(str, books)], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    for book in books:
        ran = imported(book.with_suffix(".csv"), plan)
        assert ran.code == 0, ran.err
        assert "new: 0 travelers, 0 trips · changed: 0" in ran.out


# Laws -----------------------------------------------------------------------------------------------------------------


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A roster that fails is small enough to read; to make it smaller takes minutes."""


def made(data: bytes, name: str) -> Any:
    """The plan that a roster makes, as plain data. What it holds can be loaded."""
    opened = read_bytes(data, name, Answers())
    text = into_plan.new_plan(read(*opened.rosters[0], Existing({}, {}), words(), ANSWER_HEADINGS))
    document = read_text(text, "plan.yaml")
    assemble([document], "plan.yaml", lambda each: plan_problems(each, library()))
    return document


def again(rows: Rows, lang: str, *, book: bool) -> tuple[Any, Any]:
    """The plan of a roster, and that of its export."""
    data = delimited.write(table_of(rows)).encode()
    first = made(data, "roster.csv")
    report = check(assemble([first], "plan.yaml"), library(), as_of=AS_OF)
    written = sheets.filled(report, library(), {}, lang, {}, with_names=True)
    if book:
        return first.root, made(door.write(written), "out.xlsx").root
    return first.root, made(delimited.write(sheets.lines(written.sheets[0])).encode(), "out.csv").root


@settings(max_examples=15 * TIMES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(rosters(), st.sampled_from(["en", "ko"]))
def test_import_export_import_gives_the_same_plan(rows: Rows, lang: str) -> None:
    """Through a text file, for any roster, in either language."""
    first, second = again(rows, lang, book=False)
    assert first == second


@settings(max_examples=5 * TIMES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(rosters(), st.sampled_from(["en", "ko"]))
def test_import_export_import_gives_the_same_plan_through_a_workbook(rows: Rows, lang: str) -> None:
    """As above, through Excel's format."""
    first, second = again(rows, lang, book=True)
    assert first == second


PLAIN = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 99999), st.text(SIGNS, max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True, alphabet=SIGNS), inner, min_size=1, max_size=3),
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


@given(st.text(SIGNS))
def test_clean_text_stays_as_it_is(text: str) -> None:
    """Cleaning twice is cleaning once, and what is left can be seen."""
    once = clean(text)
    assert clean(once) == once
    assert once.isprintable()


def test_every_heading_leads_to_one_column() -> None:
    """No two columns share a heading, and no answer has the heading of a column."""
    known = headings()
    for field in fields():
        own = (field.name, *field.heading.sentences, *also(field))
        assert {known[plain_heading(each)] for each in own} == {field}
    assert not set(ANSWER_HEADINGS) & set(known)


def test_every_column_has_its_place_in_the_plan() -> None:
    """No two columns of a thing stand for one place, and choices have values."""
    places = [(column.of, column.path) for column in COLUMNS]
    assert len(places) == len(
        {(of, path or name) for (of, path), name in zip(places, [c.name for c in COLUMNS], strict=True)}
    )
    assert all(column.values for column in COLUMNS if column.sort == "choice")
    assert [column.name for column in COLUMNS if column.private] == [
        "name",
        "born",
        "passport_number",
        "salary_usd",
        "lodging",
    ]
    assert {column.of for column in COLUMNS} == {Of.TRAVELER, Of.TRIP, Of.ACTIVITY}


def test_an_empty_roster_never_takes_the_place_of_a_filled_one(tmp_path: Path) -> None:
    """`--template` writes a new file or none."""
    file = tmp_path / "roster.xlsx"
    assert kvcheck("export", "--template", file).code == 0
    before = file.read_bytes()
    assert kvcheck("export", "--template", file).code == 2
    assert file.read_bytes() == before
