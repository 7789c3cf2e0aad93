"""A whole plan as one workbook: a sheet for each kind of thing, empty with an example or filled from a plan."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.rosters.book import Book, Cell, Sheet
from kvcheck.rosters.changes import value_at
from kvcheck.rosters.column import Column
from kvcheck.rosters.columns import COLUMNS, SLOTS, TRAVELER, TRIP, Field, Of, Sort, fields
from kvcheck.rosters.known import sheets
from kvcheck.rosters.names import Names, Tables, names_of
from kvcheck.rosters.rows import EXAMPLE
from kvcheck.rosters.sheets import TEMPLATE_DAY, TEMPLATE_ROWS, about_sheet, head_of, values_of
from kvcheck.rosters.things import TABLES, columns_of
from kvcheck.rosters.writing import write

ANSWERS = "answers"
_ASKED = ("declares", "us_stays")
"""What a traveler answers: it has a sheet of its own."""
_SLOTS = 2
"""The activities that a line of an empty sheet of trips has room for."""

_FILL_IN = Text(
    "One sheet for each kind of thing; ids tie them together. Lines that begin with e.g. are left out by import. Leave"
    " empty what you do not know: an empty cell is unknown, never “no”. `kvcheck import FILE --into plan.yaml` reads"
    " it.",
    "시트마다 한 종류를 적고 ID로 서로 연결합니다. “예:”로 시작하는 행은 가져오지 않습니다. 모르는 것은 비워 두십시오."
    " 빈 셀은 미상이며 “아니요”가 아닙니다. `kvcheck import 파일 --into plan.yaml`로 읽습니다.",
)
_PERSONAL = Text(
    "This file holds personal data. Pass on only what is needed.",
    "이 파일에는 개인정보가 있습니다. 필요한 만큼만 전달하십시오.",
)


def plan_book(
    library: Library, root: Mapping[str, Any], lang: str, *, with_names: bool, day: str = TEMPLATE_DAY
) -> Book:
    """The workbook of a plan whose parts are `root`; without any, an empty one with an example in each sheet."""
    maker = _Maker(library, root, lang, with_names=with_names or not root)
    made = [*maker.things(), *maker.people()]
    shown = list(dict.fromkeys(field for _, columns, _ in made for field in columns))
    values, lists = values_of(shown, library, maker.tables, maker.names, lang)
    spare = TEMPLATE_ROWS
    done = [
        Sheet(title, [head_of(field, lang) for field in columns], rows, fixed=1, spare=spare)
        for title, columns, rows in made
    ]
    ranges = {
        table: f"'{sheet.title}'!$A$2:$A${len(sheet.rows) + spare + 1}"
        for (of, table), sheet in zip(TABLES.items(), done, strict=False)
        if of is not Of.PROJECT
    }
    about = about_sheet(shown, [_FILL_IN, _PERSONAL], lang)
    return Book(lang, day, (*done, about, values), lists, ranges)


class _Maker:
    """Makes the sheets of one plan."""

    def __init__(self, library: Library, root: Mapping[str, Any], lang: str, *, with_names: bool) -> None:
        self.root, self.lang, self.with_names = root, lang, with_names
        self.tables: Tables = {table: root.get(table, {}) for table in TABLES.values() if table != "project"}
        columns = (*COLUMNS, *(column for of in TABLES for column in columns_of(of)))
        self.names: Names = names_of(library, self.tables, columns)

    def things(self) -> Iterator[tuple[str, list[Field], list[list[Cell]]]]:
        """The sheets of the project, sites, companies, equipment, contracts and filings."""
        for of, table in TABLES.items():
            columns = [Field(column) for column in columns_of(of) if self.with_names or not column.private]
            if of is Of.PROJECT:
                project = self.root.get("project")
                entities = {project["id"]: project} if project else {}
            else:
                entities = self.root.get(table, {})
            rows = [self._row(columns, name, each) for name, each in entities.items()]
            yield self._title(of.value), columns, rows or self._example(of.value, columns)

    def people(self) -> Iterator[tuple[str, list[Field], list[list[Cell]]]]:
        """The sheets of travelers, their answers, and trips."""
        own = [field for field in fields() if field.column.of is Of.TRAVELER and field != TRAVELER]
        own = [field for field in own if self.with_names or not field.column.private]
        asked = [field for field in own if field.column.path[0] in _ASKED]
        about = [field for field in own if field not in asked]
        travelers = self.root.get("travelers", {})
        for kind, columns in ((Of.TRAVELER.value, about), (ANSWERS, asked)):
            rows = [self._row([TRAVELER, *columns], name, each) for name, each in travelers.items()]
            rows = [row for row in rows if kind != ANSWERS or any(cell is not None for cell in row[1:])]
            yield self._title(kind), [TRAVELER, *columns], rows or self._example(kind, [TRAVELER, *columns])
        trips = self.root.get("trips", ())
        slots = min(SLOTS, max((len(trip["activities"]) for trip in trips), default=_SLOTS))
        trip = [field for field in fields() if field.column.of is Of.TRIP and field != TRIP]
        trip = [field for field in trip if self.with_names or not field.column.private]
        doing = [field for field in fields() if field.slot and field.slot <= slots]
        columns = [TRIP, TRAVELER, *trip, *doing]
        rows = [row for each in trips for row in self._trip(columns, each)]
        yield self._title(Of.TRIP.value), columns, rows or self._example(Of.TRIP.value, columns)

    def _trip(self, columns: Sequence[Field], trip: Mapping[str, Any]) -> Iterator[list[Cell]]:
        """The rows of a trip: what it has more activities than a row has room for goes on in the next."""
        slots = max(field.slot for field in columns)
        activities = trip["activities"]
        for start in range(0, max(len(activities), 1), slots):
            row: list[Cell] = []
            for field in columns:
                if field in (TRIP, TRAVELER):
                    row.append(trip["id" if field == TRIP else "traveler"])
                elif field.slot:
                    at = start + field.slot - 1
                    row.append(self._cell(field.column, activities[at]) if at < len(activities) else None)
                else:
                    row.append(self._cell(field.column, trip) if start == 0 else None)
            yield row

    def _row(self, columns: Sequence[Field], name: str, entity: Mapping[str, Any]) -> list[Cell]:
        """The row of a thing: its id, then what it has."""
        return [
            name if field == TRAVELER or field.column.path == ("id",) else self._cell(field.column, entity)
            for field in columns
        ]

    def _cell(self, column: Column, entity: Mapping[str, Any]) -> Cell:
        """What a thing has at the place of a column."""
        value = value_at(entity, column.path)
        if value is None or (isinstance(value, Mapping) and column.sort is not Sort.ITEMS):
            return None
        said: str | date = write(column, value, self.lang, self.names.get(column))
        return said

    def _title(self, kind: str) -> str:
        title: str = sheets()[kind]["title"][self.lang]
        return title

    def _example(self, kind: str, columns: Sequence[Field]) -> list[list[Cell]]:
        """The example of an empty workbook; a plan that has nothing of a kind gets none."""
        if self.root:
            return []
        plain = dict(sheets()[kind]["example"])
        name = str(plain.get("id", "gil-1" if kind == Of.TRIP.value else "gil"))
        doing = [{"kind": "install", "mode": "perform", "equipment": "stacker"}]
        if kind == Of.TRIP.value:
            [row] = self._trip(columns, {"id": name, "traveler": "gil", "activities": doing, **plain})
        else:
            row = self._row(columns, name, plain)
        return [[f"{EXAMPLE.in_(self.lang)}{row[0]}", *row[1:]]]
