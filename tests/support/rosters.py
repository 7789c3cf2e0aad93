"""Rosters for tests: files of every kind, and generated ones."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kvcheck.rosters.cells import clean
from kvcheck.rosters.column import Words
from kvcheck.rosters.columns import COLUMNS, Column, Field, Of, Sort, fields
from kvcheck.rosters.known import known
from kvcheck.rosters.names import words_of
from kvcheck.source import read_text
from tests.support.plans import library
from tests.support.program import Ran, kvcheck
from tests.support.properties.strategies import SIGNS

HEADINGS = [
    "Traveler",
    "Trip",
    "Class",
    "Arrive",
    "Depart",
    "Activity 1 kind",
    "Activity 1 mode",
    "Activity 1 equipment",
]
ROW = ["lee", "lee-1", "esta", "2026-12-01", "2026-12-20", "install", "perform", "charger"]
"""A row that adds one trip to the plan of the first example."""

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "'=x",
    "''@y",
]
"""Text that a spreadsheet, a page or a file name could take for more than text."""


def text_file(folder: Path, rows: Sequence[Sequence[str]], name: str = "roster.csv", **how: str) -> Path:
    """A CSV file; `delimiter` and `encoding` say how."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=how.get("delimiter", ",")).writerows(rows)
    path = folder / name
    path.write_bytes(out.getvalue().encode(how.get("encoding", "utf-8")))
    return path


def workbook(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    name: str = "roster.xlsx",
    then: Callable[[Worksheet], object] | None = None,
) -> Path:
    """A workbook of one sheet, after `then` was done to it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Wave 1"
    for row in rows:
        sheet.append(list(row))
    if then is not None:
        then(sheet)
    book.save(folder / name)
    return folder / name


# Generated rosters ----------------------------------------------------------------------------------------------------

IDS = st.from_regex(r"[a-z가-힣0-9_][a-z가-힣0-9._-]{0,8}", fullmatch=True, alphabet=SIGNS)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(SIGNS, max_size=30).filter(lambda text: not _stands_for_another(text)),
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
COUNTRIES = st.sampled_from(["KR", "US", "JP", "한국", "Norway"[:2].upper(), "VN"])


def _stands_for_another(text: str) -> bool:
    """Whether a text is a ditto mark or says that nothing is decided: a cell with it does not hold the text itself."""
    return clean(text).lower() in known().ditto | known().undecided


@cache
def words() -> Words:
    """The names a roster may use where the plan is made new."""
    return words_of(library(), {}, any_id=True)


@st.composite
def stays(draw: st.DrawFn) -> str:
    """A cell of earlier stays."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(DAYS)
        last = first + timedelta(days=draw(st.integers(0, 80)))
        found.append(f"{first} ~ {last}" + draw(st.sampled_from(["", " b1", " esta"])))
    return "; ".join(found) or "none"


VISITS = st.lists(
    st.builds(lambda code, day, duty: f"{code} {day}{duty}", st.sampled_from(["IQ", "CU"]), DAYS,
              st.sampled_from(["", " official", " unofficial"])),
    max_size=2,
).map(lambda found: "; ".join(found) or "none")  # fmt: skip


def cell(column: Column) -> st.SearchStrategy[Any]:
    """What may stand in a cell of a column."""
    allowed = words().get(column)
    if allowed is not None and not allowed.any_id:
        return st.sampled_from(allowed.values)
    if column.name == "us_days_by_year":
        return st.sampled_from(["2025 120; 2024 30", "2023 1"])
    simple: Mapping[Sort, st.SearchStrategy[Any]] = {
        Sort.ID: IDS,
        Sort.TEXT: TEXTS,
        Sort.DATE: st.one_of(DAYS, DAYS.map(lambda day: f"{day.year}. {day.month}. {day.day}.")),
        Sort.YES_NO: st.sampled_from(["yes", "no", "예", "아니요", True, False]),
        Sort.COUNTRY: COUNTRIES,
        Sort.COUNTRIES: st.lists(COUNTRIES, min_size=1, max_size=2).map(", ".join),
        Sort.TEXTS: st.lists(TEXTS, max_size=3).map("; ".join),
        Sort.VISITS: VISITS,
        Sort.STAYS: stays(),
        Sort.NUMBER: st.integers(0, 100),
        Sort.IDS: st.lists(st.sampled_from(["passport", "sale-contract"]), min_size=1, max_size=2, unique=True).map(
            ", ".join
        ),
    }
    return simple[column.sort]


SPANS = {"issued": "expires", "from": "to", "arrive": "depart"}
"""The first day of a period and its last: they are given in order."""


@st.composite
def filled(draw: st.DrawFn, of: Of, needed: Sequence[str] = ()) -> dict[Column, Any]:
    """Some columns of a traveler, a trip or an activity with what stands in them."""
    chosen = {}
    for column in COLUMNS:
        if column.of is not of or not column.path or column.name in BOUND:
            continue
        if column.name in needed or draw(st.booleans()):
            chosen[column] = draw(cell(column))
    by_path = {column.path: column for column in chosen}
    for path, column in by_path.items():
        last = by_path.get((*path[:-1], SPANS.get(path[-1], "")))
        if last is not None:
            first = draw(DAYS)
            chosen[column], chosen[last] = first, first + timedelta(days=draw(st.integers(0, 60)))
    for lone in ("from", "to"):  # beside a trip of other days, only both together are sure to be in order
        if (by_path.keys() & {("from",), ("to",)}) == {(lone,)}:
            del chosen[by_path[lone,]]
    if any(path[:2] == ("visa", "annotation") and len(path) > 2 for path in by_path):
        chosen.pop(by_path.get(("visa", "annotation"), COLUMNS[0]), None)
    return {column: value for column, value in chosen.items() if not (isinstance(value, str) and not clean(value))}


BOUND = frozenset(
    {"declares_history", "first_admitted", "admitted_until", "extension", "residence_status_until",
     "residence_status_track", "residence_status_at_employer"}
)  # fmt: skip
"""Columns that have to agree with others of the same traveler or trip: they have tests of their own."""

Rows = list[dict[Field, Any]]


@st.composite
def rosters(draw: st.DrawFn) -> Rows:
    """Rows of travelers and trips, some with more activities than a row has room for."""
    rows: Rows = []
    field = {(each.column, each.slot): each for each in fields()}
    for name in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        about = {field[column, 0]: value for column, value in draw(filled(Of.TRAVELER)).items()}
        trips = draw(st.integers(0 if rows else 1, 2))
        if not trips:
            rows.append({field[COLUMNS[0], 0]: name, **about})
        for number in range(trips):
            ids = {field[COLUMNS[0], 0]: name, field[COLUMNS[1], 0]: f"{name}-{number}"}
            trip = {field[column, 0]: value for column, value in draw(trip_of()).items()}
            doing = [draw(filled(Of.ACTIVITY, ["kind"])) for _ in range(draw(st.sampled_from([1, 2, 7])))]
            for start in range(0, len(doing), 5):
                slots = {
                    field[column, slot]: value
                    for slot, activity in enumerate(doing[start : start + 5], 1)
                    for column, value in activity.items()
                }
                rows.append({**ids, **(about | trip if start == 0 else {}), **slots})
    return rows


def trip_of() -> st.SearchStrategy[dict[Column, Any]]:
    """The columns of a trip."""
    return filled(Of.TRIP, ["class", "arrive", "depart"])


def table_of(rows: Rows) -> list[list[Any]]:
    """The rows as cells, headings first."""
    shown = [each for each in fields() if any(each in row for row in rows)]
    return [[each.heading.en for each in shown], *([row.get(each) for each in shown] for row in rows)]


# Reading and writing --------------------------------------------------------------------------------------------------


def root(path: Path) -> Any:
    """What a YAML file holds."""
    return read_text(path.read_text(encoding="utf-8"), path.name).root


def imported(roster: Path, into: Path, *options: str) -> Ran:
    """The run that writes a roster into a plan."""
    return kvcheck("import", roster, "--into", into, "--yes", *options)
