"""Opens a roster that a user names: a workbook or a table in text."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.rosters import delimited, excel
from kvcheck.rosters.asked import Answers, Question
from kvcheck.rosters.columns import plain_heading
from kvcheck.rosters.headings import Header, find
from kvcheck.rosters.table import MAX_BYTES, OWN_SHEETS, PAPERS, Table, no_headings, several
from kvcheck.source.files import contents


class Opened(NamedTuple):
    """A roster in its file."""

    table: Table
    header: Header
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
    header = find(table, answers)
    if header is None:
        raise no_headings(file)
    asked = [Question(decoded.asked, "--encoding", decoded.encoding)] if decoded.asked is not None else []
    return Opened(table, header, [decoded.told] if decoded.told is not None else [], asked)


def _sheet(tables: Sequence[Table], file: str, answers: Answers) -> Opened:
    """The one sheet of a workbook that is a roster: the one named, or the only one in sight."""
    wanted = [table for table in tables if table.sheet == answers.sheet] if answers.sheet else []
    if answers.sheet and not wanted:
        raise CannotCheck([_no_sheet(file, answers.sheet, tables)])
    found = [
        (table, header)
        for table in wanted or [table for table in tables if table.visible and not _is_own(table, OWN_SHEETS)]
        if (header := find(table, answers)) is not None
    ]
    if not found:
        raise no_headings(file)
    if len(found) > 1:
        raise several(file, [str(table.sheet) for table, _ in found])
    [(table, header)] = found
    return Opened(
        table,
        header,
        [_left(each) for each in tables if each is not table and not _is_own(each, (PAPERS, *OWN_SHEETS))],
        [],
    )


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
