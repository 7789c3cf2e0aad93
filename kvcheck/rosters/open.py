"""Opens a roster that a user names: a workbook or a table in text."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck.errors import CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.rosters import delimited, excel
from kvcheck.rosters.asked import Answers, Question
from kvcheck.rosters.columns import TRAVELER, TRIP, plain_heading
from kvcheck.rosters.headings import Header, fields_in, find
from kvcheck.rosters.table import MAX_BYTES, OWN_SHEETS, PAPERS, Table, no_headings, several
from kvcheck.rosters.things import Sheet
from kvcheck.rosters.things import find as find_things
from kvcheck.source.files import contents


class Opened(NamedTuple):
    """A roster or a whole plan in its file."""

    file: str
    rosters: Sequence[tuple[Table, Header]]
    """Sheets of travelers and trips: one, or several with other columns each."""
    things: Sequence[Sheet]
    """Sheets of companies, equipment and the like."""
    notes: Sequence[Text]
    """What else is in the file, and how it was decoded."""
    questions: Sequence[Question]


def read_roster(path: Path, answers: Answers) -> Opened:
    """The table of a roster, and where its headings stand. Raises CannotCheck."""
    file, ending = path.name, path.suffix.lower()
    if ending not in (*delimited.ENDINGS, *excel.ENDINGS):
        hint = Text("save the roster as .xlsx or .csv", "명단을 .xlsx 또는 .csv로 저장하십시오")
        message = Text(
            "`{file}` is no roster that can be read", "`{file}`{:은} 읽을 수 있는 명단이 아닙니다", file=file
        )
        raise CannotCheck([Problem(message=message, hint=hint)])
    return read_bytes(contents(path, file, MAX_BYTES), file, answers)


def read_bytes(data: bytes, file: str, answers: Answers) -> Opened:
    """The same of what the file holds; its ending says what that is."""
    if file.lower().endswith(excel.ENDINGS):
        return _sheet(excel.read(data, file), file, answers)
    if data.startswith(excel.SIGNATURES):
        message = Text("`{file}` is a workbook, not text", "`{file}`{:은} 텍스트가 아니라 통합 문서입니다", file=file)
        hint = Text("let its name end in .xlsx", "파일 이름을 .xlsx로 바꾸십시오")
        raise CannotCheck([Problem(message=message, hint=hint)])
    table, decoded = delimited.read(data, file, answers.encoding)
    asked = [Question(decoded.asked, "--encoding", decoded.encoding)] if decoded.asked is not None else []
    notes = [decoded.told] if decoded.told is not None else []
    return _sorted([table], file, answers)._replace(notes=notes, questions=asked)


def _sheet(tables: Sequence[Table], file: str, answers: Answers) -> Opened:
    """The sheets of a workbook that are read: the one named, or those in sight that are understood."""
    wanted = [table for table in tables if table.sheet == answers.sheet] if answers.sheet else []
    if answers.sheet and not wanted:
        raise CannotCheck([_no_sheet(file, answers.sheet, tables)])
    seen = [table for table in tables if table.visible and not _is_own(table, OWN_SHEETS)]
    opened = _sorted(wanted or seen, file, answers)
    read = [*(id(table) for table, _ in opened.rosters), *(id(sheet.table) for sheet in opened.things)]
    others = [each for each in tables if id(each) not in read and not _is_own(each, (PAPERS, *OWN_SHEETS))]
    return opened._replace(notes=[_left(each) for each in others])


def _sorted(tables: Sequence[Table], file: str, answers: Answers) -> Opened:
    """What each table is, by its headings. Raises CannotCheck where nothing is understood, or rosters overlap."""
    rosters: list[tuple[Table, Header]] = []
    sheets: list[Sheet] = []
    for table in tables:
        header, sheet = find(table, answers), find_things(table)
        if sheet is not None and (header is None or sheet.header.known > header.known):
            sheets.append(sheet)
        elif header is not None:
            rosters.append((table, header))
    if not rosters and not sheets:
        raise no_headings(file)
    kinds = [fields_in(header, answers) - {TRAVELER, TRIP} for _, header in rosters]
    if any(one & other for at, one in enumerate(kinds) for other in kinds[at + 1 :]):
        raise several(file, [str(table.sheet) for table, _ in rosters])
    return Opened(file, rosters, sheets, [], [])


def _is_own(table: Table, own: Sequence[Sequence[Text]]) -> bool:
    """Whether a sheet is one that `export` writes for readers, by the headings that such sheets have."""
    for _, cells in table.rows[:5]:
        words = {plain_heading(cell) for cell in cells if isinstance(cell, str)}
        for heads in own:
            if all(words & {plain_heading(each) for each in head.sentences} for head in heads):
                return True
    return False


def _left(table: Table) -> Text:
    """That a sheet was not read."""
    if table.visible:
        return Text("not read: sheet `{sheet}`", "읽지 않은 시트: `{sheet}`", sheet=table.sheet)
    return Text("not read: hidden sheet `{sheet}`", "읽지 않은 숨겨진 시트: `{sheet}`", sheet=table.sheet)


def _no_sheet(file: str, wanted: str, tables: Sequence[Table]) -> Problem:
    message = Text(
        "`{file}` has no sheet `{wanted}`; it has {names}",
        "`{file}`에 `{wanted}` 시트가 없습니다. 있는 시트: {names}",
        file=file,
        wanted=wanted,
        names=ticked(table.sheet or "" for table in tables),
    )
    return Problem(message=message)
