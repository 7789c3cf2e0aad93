"""Files that are whole or not there: everything that a command writes goes through here."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kvcheck.errors import BadCommand
from kvcheck.language.text import Text


def write_all(texts: Mapping[Path, str]) -> None:
    """Write every file under a temporary name first, then rename them all: if one cannot be written, none changes."""
    staged: dict[Path, Path] = {}
    path = Path()
    try:
        for path, text in texts.items():
            mode = path.stat().st_mode & 0o777 if path.exists() else None
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=False)
            staged[path] = Path(temporary)
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8", errors="replace"))
            mask = os.umask(0)
            os.umask(mask)
            staged[path].chmod(0o666 & ~mask if mode is None else mode)
        before: dict[Path, bytes | None] = {each: each.read_bytes() if each.exists() else None for each in staged}
        renamed: list[Path] = []
        try:
            for path, ready in staged.items():
                ready.replace(path)
                renamed.append(path)
        except BaseException:
            _put_back({each: before[each] for each in renamed})
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Text(
            "cannot write `{path}`: {reason}", "`{path}`에 쓸 수 없습니다: {reason}", path=path, reason=reason
        )
        raise BadCommand(message) from None
    finally:
        for each in staged.values():
            each.unlink(missing_ok=True)


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """Give files what they held; None is one that was not there. What cannot be put back is reported by its name."""
    lost: list[str] = []
    for path, data in before.items():
        try:
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)
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
    write_bytes(path, text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or not there: under a temporary name first, then renamed.

    A file that was there keeps its permissions: what only its owner could read stays so.
    """
    import tempfile

    if path.exists() and not path.is_file():  # a device or a pipe, such as /dev/stdout: nothing to rename over
        try:
            path.write_bytes(data)
        except OSError as error:
            raise BadCommand(_cannot_write(path, error)) from None
        return
    path = path.resolve()  # what a link leads to is written; the link stays
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else None
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=False)
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask if mode is None else mode)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise BadCommand(_cannot_write(path, error)) from None


def append(path: Path, text: str) -> None:
    """Add text to a file that others add to as well, such as the summary of a job."""
    try:
        with path.open("ab") as file:
            file.write(text.encode("utf-8", errors="replace"))
    except OSError as error:
        raise BadCommand(_cannot_write(path, error)) from None


def _cannot_write(path: Path, error: OSError) -> Text:
    reason = error.strerror or type(error).__name__
    return Text("cannot write `{path}`: {reason}", "`{path}`에 쓸 수 없습니다: {reason}", path=path, reason=reason)
