"""What was read from the rules folder, kept between runs so that start-up does not parse it again.

An entry is found by the content of what it was read from: its own file, the vocabularies, and the code that reads
them. So it is never stale: any change gives another name. It holds data and no code, and is believed only if nobody
but this user can have written it. Whatever else lies in the folder is as if it were not there, the folder may be
deleted any time, and where it cannot be used nothing is kept.
"""

import os
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from kvcheck import __version__, disk
from kvcheck.packs.data import from_lines, to_text

try:  # the same as in hashlib, which loads OpenSSL before it: that takes longer than to read the packs
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

T = TypeVar("T")

SHAPING = ("", "conditions", "language", "model", "packs", "source")
"""The rooms of the package whose code gives shape to what is kept; "" is the ground floor."""
FOLDER = "rules-"
"""How the name of a folder of entries begins."""
MAX_BYTES = 1 << 25
"""The most that one entry may be; all of the shipped rules are far below."""
MAX_FOLDERS = 6
"""For how many states of rules and program entries are kept; the oldest go first."""


class Cache:
    """Values read from one rules folder."""

    def __init__(self, folder: Path | None, rules: Path, called: str = "rules") -> None:
        """Entries in `folder` for the rules in `rules`, which messages call so; nothing is kept if there is no folder.

        What is kept knows its place, and so the name of its file.
        """
        self._rules, self._called = rules, called
        self._shape = _fingerprint(rules, called) if folder is not None else ""
        self._folder = folder / f"{FOLDER}{self._shape}" if folder is not None else None

    def get(self, name: str, read: Callable[[], T]) -> T:
        """The value called `name`, a file or a folder, read now if it was not kept.

        A value that cannot be read is not kept.
        """
        if self._folder is None:
            return read()
        try:
            content = _content(self._rules / name)
        except OSError:  # the reader says what is wrong with the file
            return read()
        path = self._folder / f"{name.replace('/', '--')}.{content}.json"
        head = f"{self._shape} {name} {content}"
        kept = _kept(path, head)
        if kept is not None:
            value: T = kept[0]
            return value
        value = read()
        with suppress(OSError):
            if _content(self._rules / name) == content and _fingerprint(self._rules, self._called) == self._shape:
                self._keep(path, head, value)
        return value

    def _keep(self, path: Path, head: str, value: object) -> None:
        """Write an entry in place of older ones of its name."""
        body = f"{head}\n{to_text(value)}".encode()
        if len(body) > MAX_BYTES or not disk.own_folder(path.parent):
            return
        for old in path.parent.glob(f"{path.name.split('.')[0]}.*"):
            old.unlink(missing_ok=True)
        disk.put(path, f"{_checksum(body)}\n".encode() + body, 0o600)
        _tidy(path.parent)


def _kept(path: Path, head: str) -> tuple[Any] | None:
    """The value of an entry; None if there is none, or it is not whole, not this one, or not this user's."""
    try:
        entry = disk.read_own(path, MAX_BYTES)
        digest, kept_head, *text = entry.split(b"\n")
        whole = digest.decode() == _checksum(memoryview(entry)[len(digest) + 1 :])
        return (from_lines(text),) if whole and kept_head.decode() == head else None
    except Exception:
        return None


def _tidy(folder: Path) -> None:
    """Take the oldest folders away that other rules or another program filled."""
    import shutil  # only a run that keeps something tidies

    others = [each for each in folder.parent.glob(f"{FOLDER}*") if each != folder]
    for old in sorted(others, key=lambda each: each.lstat().st_mtime)[: -MAX_FOLDERS + 1]:
        shutil.rmtree(old, ignore_errors=True)


def _checksum(data: bytes | memoryview) -> str:
    """Whether an entry is whole; that nobody else wrote it, owner and mode say."""
    return f"{zlib.crc32(data):08x}"


def _content(path: Path) -> str:
    """A name for the content of a file, or of the files of a folder."""
    digest = blake2b()
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _fingerprint(rules: Path, called: str) -> str:
    """A name for the content of the vocabularies that packs are written in, and for the code that gives them shape.

    Of the code its version, and the size and time of each file: what Python goes by where it keeps compiled code.
    """
    package = Path(__file__).resolve().parent.parent
    code = sorted(
        (entry.path, found.st_size, found.st_mtime_ns)
        for room in SHAPING
        for entry in os.scandir(package / room)
        if entry.name.endswith(".py")
        for found in [entry.stat()]
    )
    told = f"{sys.version}\0{__version__}\0{called}\0{code}"
    digest = blake2b(told.encode(errors="backslashreplace"))
    for path in [*sorted(rules.glob("*.yaml")), *sorted(rules.glob("us/*.yaml"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
