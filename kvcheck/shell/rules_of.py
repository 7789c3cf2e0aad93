"""The rules that a user names, opened where they can be read: a folder, a file, a wheel, a lock, a revision of git."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kvcheck import disk
from kvcheck.errors import BadCommand, CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.packtools.diff.rulebook import Rulebook, of_lock, rulebook, within
from kvcheck.repository import lock
from kvcheck.repository.git import Tree
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import is_yaml, too_large
from kvcheck.source.limits import MAX_BYTES

WHEEL, LOCK = ".whl", Path(lock.NAME).suffix
MOST_FILES, MOST_BYTES = 10_000, 1 << 28
"""The most files of a wheel that are unpacked, and the most bytes of all of them."""


def opened(wanted: str, beside: str, room: Path, terminal: Terminal) -> Rulebook:
    """The rules that are wanted. What has to be unpacked for it goes into the folder `room`.

    What is on the disk is never taken for a revision. A revision alone means the place that `beside` names, as it was
    then; `REV:PATH` any other place of the repository.
    Raises BadCommand where there is nothing of the name, or no rules in it; CannotCheck for what cannot be read.
    """
    path = Path(wanted)
    if disk.there(path):
        if path.suffix.lower() == WHEEL and not disk.is_folder(path):
            _unpack(path, wanted, room)
            return rulebook(room, f"{wanted}:", terminal.cache)
        if path.suffix == LOCK and not disk.is_folder(path):
            return of_lock(path, wanted, terminal.cache)
        return rulebook(path, wanted, terminal.cache)
    revision, given, below = wanted.partition(":")
    try:
        tree = Tree(Path(), revision, terminal.environment)
    except BadCommand as error:
        raise _neither(wanted) if not given else error from None
    if not given:
        below = _place_in(tree, beside)
    for name, data in tree.files(lambda name: is_yaml(name) or name.endswith(LOCK)).items():
        _put(room, name, data)
    called = f"{revision}:{below}"
    if not disk.there(room / below):
        raise BadCommand(Text("there are no rules at `{called}`", "`{called}`에 규칙이 없습니다", called=called))
    if PurePosixPath(below).suffix == LOCK:
        return of_lock(room / below, called, terminal.cache)
    return rulebook(room / below, called, terminal.cache)


def _place_in(tree: Tree, beside: str) -> str:
    """Where in a repository a folder or file lies; the whole of it where it lies in none."""
    whole, top = disk.followed(Path(beside).absolute()), disk.followed(tree.top)
    there = disk.there(Path(beside)) and whole.is_relative_to(top)
    return whole.relative_to(top).as_posix().removeprefix(".") if there else ""


def _unpack(path: Path, called: str, room: Path) -> None:
    """Put the YAML files of a wheel below a folder."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as wheel:
            entries = [each for each in wheel.infolist() if not each.is_dir() and is_yaml(each.filename)]
            if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > MOST_BYTES:
                raise too_large(called, MOST_BYTES)
            for each in entries:
                if each.file_size > MAX_BYTES:
                    raise too_large(within(f"{called}:", each.filename), MAX_BYTES)
                with wheel.open(each) as packed:
                    _put(room, each.filename, packed.read(each.file_size))
    except (OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        message = Text(
            "`{called}` cannot be read as a wheel", "`{called}`{:은} wheel 파일로 읽을 수 없습니다", called=called
        )
        raise CannotCheck([Problem(message=message)]) from None


def _put(room: Path, name: str, data: bytes) -> None:
    """Write a file of an archive or a revision below a folder; one that would lie elsewhere is left out."""
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts or "\0" in name or "\\" in name or not inside.parts:
        return
    target = room / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _neither(wanted: str) -> BadCommand:
    return BadCommand(
        Text(
            "`{wanted}` is no folder, file or wheel here, and no revision of git",
            "`{wanted}`{:은} 이곳의 폴더·파일·wheel이 아니며 git 리비전도 아닙니다",
            wanted=wanted,
        )
    )
