"""`kvcheck init`: a plan to start from, or a planning repository. Nothing that is there is overwritten."""

import shlex
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand
from kvcheck.language.grammar import ticked
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.packtools.editor import for_editors
from kvcheck.repository import scaffold
from kvcheck.repository.law import library_above
from kvcheck.shell.files import write_all
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import is_yaml, why


def plan(path: Path, terminal: Terminal, today: str) -> int:
    """Write a plan to start from; returns 0."""
    if disk.is_folder(path):
        raise BadCommand(
            Text(
                "`{path}` is a folder: name a file in it, or use `--repo` to make a planning repository of it",
                "`{path}`{:은} 폴더입니다. 파일을 지정하거나 `--repo`로 계획 저장소를 만드십시오",
                path=path,
            )
        )
    if not is_yaml(path):
        raise BadCommand(
            Text(
                "`{path}` would not be read as a plan: its name has to end in .yaml",
                "`{path}`{:은} 계획으로 읽히지 않습니다. 파일 이름은 .yaml로 끝나야 합니다",
                path=path,
            )
        )
    refuse_there([path] if disk.there(path) else [])
    write_all({path: scaffold.plan(today, terminal.lang)}, new=True)
    name = shlex.quote(path.as_posix())
    tell_next(terminal, [path.as_posix()], [f"kvcheck check {name}"])
    return 0


def repository(folder: Path, terminal: Terminal, today: str) -> int:
    """Write a planning repository into a folder, made if it is not there: every file or none; returns 0."""
    library = library_above(folder, terminal.cache)
    schemas = {name: for_editors(name, library) for name in scaffold.SCHEMAS}
    files = scaffold.repository(today, terminal.lang, schemas)
    refuse_there(in_the_way(folder, files))
    write_new(folder, files)
    name = shlex.quote(folder.as_posix())
    go = [] if folder == Path() else [f"cd {name}"]
    steps = [*go, "git init", "git add --all", "pre-commit install", "kvcheck check"]
    tell_next(terminal, [(folder / path).as_posix() for path in files], steps)
    return 0


def in_the_way(folder: Path, files: Iterable[str]) -> list[Path]:
    """What is already there, and what is no folder where one is needed."""
    wanted = [folder / path for path in files]
    folders = {
        parent for path in wanted for parent in path.parents if disk.there(parent) and not disk.is_folder(parent)
    }
    return sorted(folders) or [path for path in wanted if disk.there(path)]


def refuse_there(there: Iterable[Path]) -> None:
    """Raise BadCommand if anything is there already."""
    names = ticked(path.as_posix() for path in there)
    if names:
        raise BadCommand(
            Text(
                "already there: {names}; nothing was written",
                "이미 있습니다: {names}. 아무것도 쓰지 않았습니다",
                names=names,
            )
        )


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Write every file or none."""
    made: list[Path] = []
    """Folders that have to go again if something fails, in the order in which they were made."""
    try:
        for path in [folder, *((folder / each).parent for each in files)]:
            _make_folder(path, made)
        write_all({folder / path: text for path, text in files.items()}, new=True)
    except BaseException as error:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()
        if isinstance(error, OSError):
            raise BadCommand(
                Text(
                    "cannot write into `{folder}`: {reason}; nothing was written",
                    "`{folder}`에 쓸 수 없습니다: {reason}. 아무것도 쓰지 않았습니다",
                    folder=folder,
                    reason=why(error),
                )
            ) from None
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; each that was made is appended to `made`, so that it can be taken away."""
    missing = [each for each in (folder, *folder.parents) if not disk.is_folder(each)]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def tell_next(terminal: Terminal, written: Iterable[str], steps: Iterable[str]) -> None:
    """What was written, and what to type next."""
    for name in written:
        terminal.text(f"{terminal.say(Text('wrote', '작성'))} {shown(name)}\n")
    terminal.text(f"\n{terminal.say(Text('next:', '다음:'))}\n")
    for step in steps:
        terminal.text(f"  {shown(step)}\n")
