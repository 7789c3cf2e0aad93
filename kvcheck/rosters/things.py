"""Sheets of things: companies, equipment, contracts, sites, filings and the project, read into changes of a plan."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from kvcheck.errors import Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.cells import NONE, NotAllowed, Raw, clean, id_of_name, parse
from kvcheck.rosters.changes import Change, Entity, Existing, Value, change_of
from kvcheck.rosters.column import Words
from kvcheck.rosters.columns import Column, Field, Of, further, plain_heading
from kvcheck.rosters.faults import Faults
from kvcheck.rosters.headings import Columns, Header, texts_of
from kvcheck.rosters.known import known
from kvcheck.rosters.rows import Filled, tidy
from kvcheck.rosters.table import TITLE_ROWS, Table, letters

TABLES: Mapping[Of, str] = {
    Of.PROJECT: "project", Of.SITE: "sites", Of.COMPANY: "companies", Of.EQUIPMENT: "equipment",
    Of.CONTRACT: "contracts", Of.FILING: "filings",
}  # fmt: skip
"""The part of a plan that a sheet of each kind of thing is."""


class Sheet(NamedTuple):
    """A sheet of one kind of thing."""

    of: Of
    table: Table
    header: Header
    fields: Mapping[int, Field]
    unread: Sequence[tuple[str, str]]


class Found(NamedTuple):
    """What a sheet of things says."""

    changes: Sequence[Change]
    unchanged: int
    named: Mapping[str, Mapping[str, str]]
    notes: Sequence[Text]
    problems: Sequence[Problem]


@cache
def columns_of(of: Of) -> tuple[Column, ...]:
    """The columns of a sheet of things, the id first."""
    return tuple(further(of))


@cache
def _headings(of: Of) -> Mapping[str, Field]:
    """Every heading that is understood in a sheet of a kind of thing."""
    found: dict[str, Field] = {}
    for column in columns_of(of):
        for heading in (column.name, *column.heading.sentences):
            found.setdefault(plain_heading(heading), Field(column))
    for column in columns_of(of):
        for heading in known().headings.get(column.name, ()):
            found.setdefault(plain_heading(heading), Field(column))
    return found


def find(table: Table) -> Sheet | None:
    """What kind of things a sheet has, by its headings: at least two, the id or the name among them."""
    best: Sheet | None = None
    rows = [texts_of(table, place) for place in range(min(len(table.rows), TITLE_ROWS))]
    words = [{number: plain_heading(text) for number, text in texts.items()} for texts in rows]
    for of in TABLES:
        for place, texts in enumerate(rows):
            fields: dict[int, Field] = {}
            for number, word in words[place].items():
                field = _headings(of).get(word)
                if field is not None and field not in fields.values():
                    fields[number] = field
            named = any(field.column.path in (("id",), ("name",)) for field in fields.values())
            if len(fields) > 1 and named and (best is None or len(fields) > len(best.fields)):
                unread = [(letters(number), text) for number, text in texts.items() if number not in fields]
                best = Sheet(of, table, Header(place, place, texts, len(fields)), fields, unread)
    return best


def ids_of(sheet: Sheet, answers: Answers) -> Mapping[str, dict[str, Any]]:
    """The ids of a sheet with their names, for other sheets that refer to them."""
    found: dict[str, dict[str, Any]] = {}
    for _, filled in _rows(sheet, answers)[0]:
        name, called = _id(filled)
        if name:
            found.setdefault(name, {"name": called} if called else {})
    return found


def _rows(sheet: Sheet, answers: Answers) -> tuple[Sequence[tuple[int, Filled]], Sequence[Text], Sequence[Problem]]:
    columns = Columns(sheet.fields, (), sheet.unread, (), frozenset(sheet.header.texts))
    tidied = tidy(sheet.table, sheet.header, columns, answers)
    return tidied.rows, tidied.notes, [*(each.problem for each in tidied.questions), *tidied.problems]


def _id(filled: Filled) -> tuple[str, str]:
    """The id of a row, made of its name if it has none, and the name."""
    cells = {field.column.path: raw for field, (_, raw) in filled.items()}
    called = _said(cells.get(("name",)))
    own = _said(cells.get(("id",)))
    return own or id_of_name(called), called


def _said(raw: Raw) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return clean(str(raw)) if raw is not None else ""


def read(sheet: Sheet, existing: Mapping[str, Any], words: Words, answers: Answers) -> Found:
    """What a sheet changes in a plan that has the things `existing` of its kind, by id."""
    rows, notes, problems = _rows(sheet, answers)
    top = sheet.table.rows[sheet.header.last][0]
    faults = Faults(sheet.table, top, sheet.fields, Existing({}, {}), words)
    entities: dict[str, Entity] = {}
    named: dict[str, dict[str, str]] = {}
    for row, filled in rows:
        name, _ = _id(filled)
        if not name:
            faults.note(
                row, next(iter(sheet.fields)), Text("empty", "비어 있음"), Text("an id or a name", "식별자 또는 명칭")
            )
            continue
        entity = entities.setdefault(name, Entity(row))
        for field, (number, raw) in filled.items():
            if field.column.path == ("id",) and sheet.of is not Of.PROJECT:
                continue
            try:
                value = parse(field.column, raw, words)
            except NotAllowed as error:
                faults.note(row, number, faults.found(field.column, raw), error.expected, error.hint, field)
                continue
            each = Value(value, field.column, row, number)
            first = entity.values.setdefault(field.column.path, each)
            if first.value != value:
                faults.note_unlike(each, first)
            for one in value if isinstance(value, list) else [value]:
                if field.column.table and one != NONE:
                    named.setdefault(field.column.table, {}).setdefault(one, "")
    changes = [change_of(TABLES[sheet.of], name, entity, existing.get(name)) for name, entity in entities.items()]
    changed = [change for change in changes if change.new or change.patch]
    return Found(changed, len(changes) - len(changed), named, notes, [*problems, *faults.problems()])
