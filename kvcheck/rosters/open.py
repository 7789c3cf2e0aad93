"""Opens a roster that a user names: a workbook or a table in text."""

from pathlib import Path

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.rosters import delimited, excel
from kvcheck.rosters.table import MAX_BYTES, Table
from kvcheck.source.files import contents


def read_roster(path: Path) -> tuple[Table, int]:
    """The table of a roster and the place of its row of headings."""
    file, ending = path.name, path.suffix.lower()
    if ending not in (*delimited.ENDINGS, *excel.ENDINGS):
        hint = Text("save the roster as .xlsx or .csv", "명단을 .xlsx 또는 .csv로 저장하십시오")
        message = Text(
            "`{file}` is no roster that can be read", "`{file}`{:은} 읽을 수 있는 명단이 아닙니다", file=file
        )
        raise CannotCheck([Problem(message=message, hint=hint)])
    data = contents(path, file, MAX_BYTES)
    if ending in excel.ENDINGS:
        return excel.read(data, file)
    if data.startswith(excel.SIGNATURES):
        message = Text("`{file}` is a workbook, not text", "`{file}`{:은} 텍스트가 아니라 통합 문서입니다", file=file)
        hint = Text("let its name end in .xlsx", "파일 이름을 .xlsx로 바꾸십시오")
        raise CannotCheck([Problem(message=message, hint=hint)])
    return delimited.read(data, file)
