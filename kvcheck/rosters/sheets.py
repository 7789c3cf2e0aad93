"""The sheets of an exported roster: the rows, what each column holds, and the values to choose from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kvcheck.language.text import Text
from kvcheck.model import Report, TripResult
from kvcheck.packs import Library
from kvcheck.rosters.answers import Answer, Papers, Row, Teller, answers_of, rows_of
from kvcheck.rosters.book import Book, Cell, Head, Sheet, Told
from kvcheck.rosters.cells import NONE, clean
from kvcheck.rosters.columns import TRAVELER, TRIP, Column, Field, Sort, fields
from kvcheck.rosters.names import Names, Tables, meanings, names_of, values_listed
from kvcheck.rosters.nations import COUNTRY_NAMES
from kvcheck.rosters.table import OWN_SHEETS, PAPERS
from kvcheck.rosters.writing import YES_NO
from kvcheck.source.schema import schema
from kvcheck.telling import labels

TEMPLATE_SLOTS = 3
"""The number of activities that the rows of an empty roster have room for."""
TEMPLATE_ROWS = 500
"""The number of rows of an empty roster that have lists to choose from."""
TEMPLATE_DAY = "2026-01-01"
"""The day that an empty roster gives as the day it was made: always the same, so that its bytes are."""

_ALWAYS = frozenset(
    {"traveler", "trip", "nationality", "employer", "passport_expires", "esta_status", "esta_expires", "visa_class",
     "visa_expires", "class", "site", "project", "arrive", "depart"}
)  # fmt: skip
"""Columns that a batch filing has even if nobody filled them."""

_FILED = frozenset({"traveler", "trip", "name", "nationality", "class", "arrive", "depart"})
"""Columns that a batch filing is printed with, besides answers."""

_PAPERS = Text("Papers", "필요 서류")
_ROSTER, _ABOUT, _VALUES = Text("Roster", "출장자 명단"), Text("Columns", "열 설명"), Text("Values", "허용 값")
_FORMS = {Sort.DATE: "date", Sort.ID: "text", Sort.TEXT: "text", Sort.TEXTS: "text"}


def filled(report: Report, library: Library, tables: Tables, lang: str, papers: Papers, *, with_names: bool) -> Book:
    """The roster of a plan with what its report says of each trip, and the papers it needs."""
    names = names_of(library, tables)
    rows = list(rows_of(report.plan, names, lang))
    used = {field for row in rows for field in row.cells}
    shown = [field for field in fields() if _shown(field, used, with_names=with_names)]
    answers, teller = answers_of(report), Teller(report, library, lang, papers)
    filed, rest = _arranged(shown, answers)
    columns = [*filed, *rest]
    results = {result.id: result for result in report.trips}
    cells: list[list[Cell]] = []
    for row in rows:
        result = results.get(row.trip) if row.trip is not None else None
        cells.append([_cell(column, row, result, teller) for column in columns])
    heads = [head_of(each, lang) if isinstance(each, Field) else _answer_head(each, lang) for each in columns]
    name = clean(report.plan.name)
    intro = [
        Text("Plan {name}, judged as of {as_of}.", "{name}, 기준일 {as_of}.", name=name, as_of=report.as_of),
        labels.DISCLAIMER,
        _PERSONAL,
    ]
    about = about_sheet(columns, intro, lang)
    values, lists = values_of(shown, library, tables, names, lang)
    roster = Sheet(_ROSTER.in_(lang), heads, cells, fixed=2, printed=len(filed))
    needed = [_papers(report, papers, lang)] if any(papers.values()) else []
    return Book(lang, report.as_of, (roster, *needed, about, values), lists)


def _arranged(
    shown: Sequence[Field], answers: Sequence[Answer]
) -> tuple[Sequence[Field | Answer], Sequence[Field | Answer]]:
    """The columns that a batch filing is printed with, and those beside them."""
    first = [field for field in shown if field.name in _FILED]
    beside = [answer for answer in answers if not answer.filed]
    return (
        [*first, *(answer for answer in answers if answer.filed)],
        [*beside, *(field for field in shown if field not in first)],
    )


def _cell(column: Field | Answer, row: Row, result: TripResult | None, teller: Teller) -> Cell:
    """A cell: what the roster says, or what kvcheck answers; answers stand in the first row of a trip only."""
    if isinstance(column, Field):
        return row.cells.get(column)
    return column.tell(teller, result) if result is not None else None


def _papers(report: Report, papers: Papers, lang: str) -> Sheet:
    """The sheet of papers: one row for each that a trip needs."""
    paper, due, ready = (text.in_(lang) for text in PAPERS)
    heads = [
        Head(TRIP.heading.in_(lang), "id", 20, form="text"),
        Head(TRAVELER.heading.in_(lang), "id", 20, form="text"),
        Head(paper, "answer", 70),
        Head(due, "answer", 14, form="date"),
        Head(ready, "answer", 12),
    ]
    yes, no = YES_NO.in_(lang).split("|")
    rows: list[list[Cell]] = [
        [
            trip["id"],
            trip["traveler"],
            item.document.title.in_(lang),
            date.fromisoformat(item.due) if item.due is not None else None,
            yes if item.in_hand else no,
        ]
        for trip in report.plan.trips
        for item in papers.get(trip["id"], ())
    ]
    return Sheet(_PAPERS.in_(lang), heads, rows, fixed=2)


def empty(library: Library, tables: Tables, lang: str) -> Book:
    """An empty roster to fill in."""
    shown = [field for field in fields() if field.column.common and field.slot <= TEMPLATE_SLOTS]
    roster = Sheet(_ROSTER.in_(lang), [head_of(field, lang) for field in shown], [], fixed=2, spare=TEMPLATE_ROWS)
    rest = [field for field in fields() if field not in shown and field.slot <= 1]
    about = about_sheet([*shown, *rest], [_FILL_IN, _MORE, _PERSONAL], lang)
    values, lists = values_of([*shown, *rest], library, tables, names_of(library, tables), lang)
    return Book(lang, TEMPLATE_DAY, (roster, about, values), lists)


_PERSONAL = Text(
    "This file holds personal data: what travelers declared, their passports and their travel."
    " Pass on only what is needed.",
    "이 파일에는 출장자의 신고 내용, 여권, 여행에 관한 개인정보가 있습니다. 필요한 만큼만 전달하십시오.",
)
_FILL_IN = Text(
    "One row for each trip. Leave empty what you do not know: an empty cell is unknown, never “no”.",
    "출장 한 건에 한 행을 씁니다. 모르는 것은 비워 두십시오. 빈 셀은 미상이며 “아니요”가 아닙니다.",
)
_MORE = Text(
    "Columns may stand in any order and may be left out. A trip with more activities goes on in the next row, with the"
    " same trip id. Names are needed only for papers.",
    "열의 순서는 자유이며 필요 없는 열은 지워도 됩니다. 활동이 더 있으면 같은 출장 ID로 다음 행에 이어서 적습니다."
    " 성명은 서류에만 씁니다.",
)


def _shown(field: Field, used: set[Field], *, with_names: bool) -> bool:
    """Whether a column is there: names only on request, the rest if some row uses it or it always is."""
    if field.column.private:
        return with_names and field in used
    return field in used or field.name in _ALWAYS


def head_of(field: Field, lang: str) -> Head:
    """The head of a column that is read back."""
    column, heading = field.column, field.heading
    note = _note(heading, column.about)
    band = "id" if field in (TRAVELER, TRIP) else f"activity{field.slot % 2}" if field.slot else column.of.value
    widest = 34 if column.sort in (Sort.TEXT, Sort.TEXTS, Sort.VISITS, Sort.STAYS) else 16
    return Head(heading.in_(lang), band, widest, note, _FORMS.get(column.sort, ""), _list_of(column))


def _answer_head(answer: Answer, lang: str) -> Head:
    """The head of a column that is not read back."""
    return Head(answer.heading.in_(lang), "answer", answer.widest, _note(answer.heading, answer.about))


def _note(heading: Text, about: Text) -> str:
    """The note at a heading: the heading in every language, for whoever reads the other one, and what it means."""
    return " / ".join(heading.sentences) + "\n\n" + "\n".join(about.sentences)


def about_sheet(columns: Sequence[Field | Answer], intro: Sequence[Text], lang: str) -> Sheet:
    """The sheet that explains the columns."""
    heads = [
        Head(text.in_(lang), band, widest)
        for text, band, widest in zip(OWN_SHEETS[0], ("id", "trip", "trip"), (30, 88, 18), strict=True)
    ]
    rows: list[list[Cell]] = []
    told: set[str] = set()
    yes, no = YES_NO.in_(lang).split("|")
    for each in columns:
        about = each.column if isinstance(each, Field) else each
        heading = about.heading.filled(number="N").in_(lang)
        if heading not in told:
            rows.append([heading, about.about.in_(lang), yes if isinstance(each, Field) else no])
        told.add(heading)
    return Sheet(_ABOUT.in_(lang), heads, rows, [text.in_(lang) for text in intro])


# Values to choose from ------------------------------------------------------------------------------------------------


def _list_of(column: Column) -> str:
    """The name of the list that a column chooses from; empty if it takes anything."""
    if column.table:
        return column.table
    if column.sort in (Sort.COUNTRY, Sort.COUNTRIES):
        return "country"
    if column.sort is Sort.YES_NO:
        return "yes-no"
    if column.name in ("class", "filing_class"):
        return "class"
    return column.name if column.sort in (Sort.CHOICE, Sort.CHOICES) or column.name == "kind" else ""


def values_of(
    shown: Sequence[Field], library: Library, tables: Tables, names: Names, lang: str
) -> tuple[Sheet, Mapping[str, tuple[int, int]]]:
    """The sheet of values, and the rows of each list in it."""
    heads = [
        *(
            Head(text.in_(lang), band, widest)
            for text, band, widest in zip(OWN_SHEETS[1], ("id", "id", "trip"), (28, 40, 28), strict=True)
        ),
        Head(Text("Meaning", "뜻").in_(lang), "trip", 60),
    ]
    rows: list[list[Cell]] = []
    lists: dict[str, tuple[int, int]] = {}
    named: dict[str, Column] = {}
    for field in shown:
        named.setdefault(_list_of(field.column), field.column)
    for name in sorted(named, key=lambda each: each == "country"):  # the longest list stands last
        values = list(_choices(named[name], name, library, tables, names, lang)) if name else []
        if values:
            first = len(rows) + 2
            title = _TITLES.get(name, named[name].heading).in_(lang).replace("{number} ", "")
            rows += [[title, *each] for each in values]
            lists[name] = first, len(rows) + 1
    return Sheet(_VALUES.in_(lang), heads, rows, fixed=2), lists


_TITLES = {
    "companies": Text("Companies", "회사"),
    "contracts": Text("Contracts", "계약"),
    "country": Text("Countries", "국가"),
    "equipment": Text("Equipment", "장비"),
    "filings": Text("Filings", "신청"),
    "sites": Text("Sites", "현장"),
    "yes-no": Text("Yes or no", "예·아니요"),
}
"""What a list of several columns is called."""


def _choices(
    column: Column, name: str, library: Library, tables: Tables, names: Names, lang: str
) -> Iterator[tuple[str, str, str]]:
    """Each value of a list as a roster says it, as a plan does, and its meaning."""
    if name == "yes-no":
        yield from zip(YES_NO.in_(lang).split("|"), ("true", "false"), ("", ""), strict=True)
        return
    if name == "country":
        for code in schema("plan")["$defs"]["country"]["enum"]:
            yield code, code, COUNTRY_NAMES.get(code, Text("", "")).in_(lang)
        return
    meant = {key: text.in_(lang) for key, text in meanings(column, library).items()}
    if column.table:
        entities: Mapping[str, Any] = tables.get(column.table, {})
        meant = {key: clean(str(entity.get("name", ""))) for key, entity in entities.items()}
    elif name == "class":
        meant = {each: library.pack_of(each).title.in_(lang) for each in library.classes_written}
    none = {NONE: _KNOWN_NOT.in_(lang)} if column.none or NONE in column.values else {}
    for value in values_listed(column, {**meant, **none}):
        said = names[column][value].in_(lang) if value in names[column] else value
        meaning = {**none, **meant}.get(value, "")
        yield said, value, meaning if meaning != said else ""


_KNOWN_NOT = Text("known not to exist", "없음")


def lines(sheet: Sheet) -> Iterator[list[str | int | date | None]]:
    """A sheet as rows of text, its headings first."""
    yield [head.text for head in sheet.heads]
    for row in sheet.rows:
        yield [cell.text if isinstance(cell, Told) else cell for cell in row]
