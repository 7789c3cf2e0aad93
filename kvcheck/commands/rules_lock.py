"""`kvcheck rules lock`: pin the packs from elsewhere that kvcheck.yaml names, each of their files by its digest."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kvcheck import disk, upwards
from kvcheck.errors import BadCommand, CannotCheck, Problem
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import paragraph, shown
from kvcheck.packs import Library, rules_root
from kvcheck.repository import config, lock
from kvcheck.repository.lock import Elsewhere
from kvcheck.shell.files import write
from kvcheck.shell.terminal import Terminal

_NOTHING = Text(
    "kvcheck.yaml names no packs from elsewhere: list folders or files with a slash under `packs`, such as `./law`",
    "kvcheck.yaml에 외부 규칙 묶음이 없습니다. `packs`에 `./law`처럼 `/`가 있는 폴더나 파일을 적으십시오",
)
_NO_CONFIG = Text("there is no kvcheck.yaml here or above", "이곳과 상위 폴더에 kvcheck.yaml이 없습니다")


def run(terminal: Terminal, path: Path | None) -> int:
    """Write the lock file beside the configuration, the one at `path` or the nearest above; returns 0.

    Raises CannotCheck for packs that are none, or that cannot be read beside one another: such are never pinned.
    BadCommand where nothing is to be pinned.
    """
    start = path if path is not None else upwards.configuration(Path())
    if start is None:
        raise BadCommand(_NO_CONFIG)
    read = config.read(start)
    target = read.root / lock.NAME
    every = lock.found(read)
    if not every and not disk.there(target):
        raise BadCommand(_NOTHING)
    law = next((each for each in every if each.law), None)
    library = Library(law.path, called=law.name) if law is not None else Library(rules_root())
    problems = [problem for each in every for problem in _problems(each, library)]
    if problems:
        raise CannotCheck(dict.fromkeys(problems))
    write(target, lock.render(every))
    for each in every:
        terminal.lines(paragraph("", shown(terminal.say(_told(each))), indent=0, width=terminal.width))
    terminal.wrote(target if path is not None else lock.NAME)
    return 0


def _problems(each: Elsewhere, library: Library) -> list[Problem]:
    """What keeps packs from being judged by, beside those of the company that `library` was given before."""
    if each.law:
        return library.lint() or _tried(library.chain, [(name,) for name in library.pack_names])
    return _tried(library.add, [(policy.path, policy.name) for policy in each.policies])


def _tried(read: Callable[..., object], every: Sequence[tuple[Any, ...]]) -> list[Problem]:
    """What keeps something from being read, over all of it."""
    problems: list[Problem] = []
    for arguments in every:
        try:
            read(*arguments)
        except CannotCheck as error:
            problems += error.problems
    return problems


def _told(each: Elsewhere) -> Text:
    """What was pinned."""
    kind = (
        Text("in place of the law of kvcheck", "kvcheck 내장 법령 대신 사용")
        if each.law
        else Text("packs", "규칙 묶음")
    )
    return Text(
        "{name}: {kind}, {files}, sha256 {digest}",
        "{name}: {kind}, {files}, sha256 {digest}",
        name=each.name,
        kind=kind,
        files=count(len(each.files), "file", "개 파일"),
        digest=each.digest,
    )
