"""Files that are whole or not there: everything that a command writes goes through here."""

from collections.abc import Mapping
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.source.files import why


def write_all(texts: Mapping[Path, str], *, new: bool = False) -> None:
    """Write every file and then give them all their names: if one cannot be written, none changes.

    With `new`, a file that is there by now is not written over.
    """
    staged: list[disk.Ready] = []
    path = Path()
    try:
        for path, text in texts.items():
            staged.append(disk.Ready(path, _bytes(text)))
        before = {each.path: None if new else _held(each.path) for each in staged}
        named: list[Path] = []
        try:
            for ready in staged:
                path = ready.path
                ready.take_name(new=new)
                named.append(path)
        except BaseException:
            _put_back({each: before[each] for each in named})
            raise
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None
    finally:
        for each in staged:
            each.drop()


def _held(path: Path) -> bytes | None:
    """What a file holds, to be put back; None if it is not there."""
    return path.read_bytes() if disk.there(path) else None


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """Give files what they held; None is one that was not there. What cannot be put back is reported by its name."""
    lost: list[str] = []
    for path, data in before.items():
        try:
            if data is None:
                path.unlink()
            else:
                disk.put(path, data)
        except OSError:
            lost.append(f"`{path}`")
    if lost:
        names = ", ".join(lost)
        raise BadCommand(
            Text(
                "not all files could be written, and these are changed and could not be put back: {names}",
                "일부 파일을 쓸 수 없었고, 다음 파일은 변경된 채 되돌릴 수 없었습니다: {names}",
                names=names,
            )
        )


def write(path: Path, text: str) -> None:
    """Write a text file so that it is whole or not there."""
    write_bytes(path, _bytes(text))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or not there. What a link leads to is written; the link stays.

    A file that was there keeps its permissions: what only its owner could read stays so. Into a device or a pipe, such
    as /dev/stdout, the bytes are written as they come.
    """
    try:
        if disk.is_stream(path):
            disk.send(path, data)
            return
        disk.put(disk.target(path), data)
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None


def append(path: Path, text: str) -> None:
    """Add text to a file that others add to as well, such as the summary of a job."""
    try:
        disk.send(path, _bytes(text))
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


def _cannot_write(path: Path, error: OSError) -> Text:
    return Text("cannot write `{path}`: {reason}", "`{path}`에 쓸 수 없습니다: {reason}", path=path, reason=why(error))
