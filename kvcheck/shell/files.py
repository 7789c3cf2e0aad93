"""Files that are whole or not there: everything that a command writes goes through here."""

import errno
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from kvcheck import disk
from kvcheck.digests import sha256
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.source.files import why


def write_all(contents: Mapping[Path, str | bytes], *, new: bool = False) -> None:
    """Write every file and then give them all their names: if one cannot be written, none changes.

    With `new`, a file that is there by now is not written over. Of very many files some get their names before the last
    is written, and what they held is put back if one of the later ones fails.
    """
    before: dict[Path, bytes | None] = {}
    every = iter(contents.items())
    try:
        while some := list(islice(every, MOST_OPEN)):
            _write_some(some, before, new=new)
    except BaseException:
        _put_back(before)
        raise


NOTHING: Mapping[Path, str] = MappingProxyType({})
MOST_OPEN = 100
"""So many files are written before the first gets its name: each is held open until then, and no system lets a process
hold thousands."""


def _write_some(contents: Sequence[tuple[Path, str | bytes]], before: dict[Path, bytes | None], *, new: bool) -> None:
    """Write some files; what each held that has got its name goes into `before`."""
    staged: list[disk.Ready] = []
    path = Path()
    try:
        for path, content in contents:
            staged.append(disk.Ready(path, content if isinstance(content, bytes) else _bytes(content)))
        held = {each.path: None if new else _held(each.path) for each in staged}
        for ready in staged:
            path = ready.path
            ready.take_name(new=new)
            before[path] = held[path]
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None
    finally:
        for each in staged:
            each.drop()


def write_into(folder: Path, contents: Mapping[str, bytes], also: Mapping[Path, str] = NOTHING) -> None:
    """Write files by their names into a folder, which is made if it is not there: all of them, or none.

    What a link in it leads to is written; the link stays. `also` are files elsewhere that are written with them.
    """
    missing = [each for each in (folder, *folder.parents) if not disk.there(each)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadCommand(
            Text(
                "cannot use the folder `{folder}`: {reason}",
                "폴더 `{folder}`{:을} 쓸 수 없습니다: {reason}",
                folder=folder,
                reason=why(error),
            )
        ) from None
    try:
        write_all(dict(_targets(folder, contents)) | dict(also))
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def _targets(folder: Path, contents: Mapping[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    """Where the bytes of each name go."""
    for name, content in contents.items():
        try:
            yield disk.target(folder / name), content
        except OSError as error:
            raise BadCommand(_cannot_write(folder / name, error)) from None


def file_names(ids: Sequence[str], before: str, suffix: str) -> dict[str, str]:
    """A file name for each id, different also where letters that differ in case are the same file."""
    folded = Counter(each.casefold() for each in ids)
    names: dict[str, str] = {}
    for each in ids:
        mark = f"-{sha256(each)[:8]}" if folded[each.casefold()] > 1 else ""
        names[each] = f"{before}-{each}{mark}.{suffix}"
    return names


def _held(path: Path) -> bytes | None:
    """What a file holds, to be put back; None if it is not there."""
    if disk.is_stream(path):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
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


def write(path: Path, text: str | Iterable[str]) -> None:
    """Write a text file so that it is whole or not there; a text that comes in pieces is never held as one."""
    _write(path, _bytes(text) if isinstance(text, str) else map(_bytes, text))


def write_bytes(path: Path, data: bytes, also: Mapping[Path, str] = NOTHING) -> None:
    """Write a file so that it is whole or not there. What a link leads to is written; the link stays.

    A file that was there keeps its permissions: what only its owner could read stays so. Into a device or a pipe, such
    as /dev/stdout, the bytes are written as they come. `also` are files that are written with it: all, or none.
    """
    if not also:
        _write(path, data)
        return
    try:
        write_all({disk.target(path): data} | dict(also))
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write bytes, at once or piece by piece."""
    try:
        if disk.is_stream(path):
            disk.send(path, data)
            return
        disk.put(disk.target(path), data)
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None


def remove(path: Path) -> None:
    """Take a file away that an earlier run wrote and this one cannot write; what is no file, such as a pipe, stays."""
    try:
        if disk.there(path) and not disk.is_stream(path) and not disk.is_folder(path):
            disk.target(path).unlink(missing_ok=True)
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
