"""Bytes of a file as text: UTF-8, and what to do where it is another encoding."""

from pathlib import Path

from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.language.text import Text


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises CannotCheck, naming the fix, if it is not UTF-8."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        message = Text("this is a workbook or a document, no plan", "계획이 아니라 엑셀 등의 문서 파일입니다")
        hint = Text(
            "read a roster with `kvcheck import {file} --into plan.yaml`",
            "명단은 `kvcheck import {file} --into plan.yaml`{:으로} 읽어 들이십시오",
            file=Path(name).name,
        )
        raise CannotCheck([Problem(message=message, hint=hint, place=Place(name, 1, 1))])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotCheck([_not_utf8(name, "UTF-16", Text("save it as UTF-8", "UTF-8로 저장하십시오"), 1)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        try:
            data.decode("cp949")
        except UnicodeDecodeError:
            hint = Text("save it as UTF-8", "UTF-8로 저장하십시오")
            raise CannotCheck([_not_utf8(name, "", hint, line)]) from None
        command = f"iconv -f CP949 -t UTF-8 {Path(name).name} > utf8.yaml"
        hint = Text(
            "save it as UTF-8 in the editor, or run `{command}`",
            "편집기에서 UTF-8로 저장하거나 `{command}`{:을} 실행하십시오",
            command=command,
        )
        raise CannotCheck([_not_utf8(name, "CP949", hint, line)]) from None


def _not_utf8(name: str, encoding: str, hint: Text, line: int) -> Problem:
    """That a file is in another encoding, perhaps in which, and how to mend it."""
    message = Text("the file is not UTF-8", "파일이 UTF-8이 아닙니다")
    if encoding:
        message = Text(
            "{said}, it looks like {encoding}", "{said}, {encoding:으로} 보입니다", said=message, encoding=encoding
        )
    return Problem(message=message, hint=hint, place=Place(name, line, 1))
