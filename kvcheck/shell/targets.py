"""Where each format of a run goes: the terminal, a file, or what a CI service reads."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.reporters import FORMATS, in_pieces, reporter
from kvcheck.shell.ci import CI, GITLAB_REPORT, Service
from kvcheck.shell.files import append, remove, write
from kvcheck.shell.inputs import template_bytes
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import cannot_read, is_yaml, why
from kvcheck.telling import runs
from kvcheck.telling.style import Style

TEXT, TEMPLATE = "text", "template"
SUMMARY_BYTES = 1 << 20
"""The most bytes of what one step adds to the summary of a job of GitHub; of more, nothing is shown."""
BYTES_A_SIGN = 4
"""The most bytes of a character in UTF-8."""


class Target(NamedTuple):
    """One format and where it goes."""

    fmt: str
    file: Path | None = None
    """None is the terminal."""
    append: bool = False
    """Whether it is added to what the file holds."""
    template: Path | None = None


def targets(formats: Sequence[str], output: Path | None, template: Path | None, ci: CI | None) -> tuple[Target, ...]:
    """Where everything goes. `formats` are `NAME` or `NAME=FILE`; with none, what the CI service reads, else text."""
    if not formats and output is None and template is None:
        return _by_itself(ci)
    found = [_target(each, template) for each in formats or [TEXT]]
    if template is not None and all(each.fmt != TEMPLATE for each in found):
        raise BadCommand(
            Text("`--template` goes with `--format template`", "`--template`은 `--format template`과 함께 씁니다")
        )
    if output is not None:
        if len(found) != 1 or found[0].file is not None:
            raise BadCommand(
                Text(
                    "`--output` goes with one format; for several write `--format NAME=FILE`",
                    "`--output`은 형식 하나에만 씁니다. 여러 형식은 `--format 이름=파일`로 지정하십시오",
                )
            )
        found = [found[0]._replace(file=output)]
    if sum(each.file is None for each in found) > 1:
        raise BadCommand(
            Text(
                "only one format goes to the terminal; write the others as `--format NAME=FILE`",
                "터미널에는 형식 하나만 출력합니다. 나머지는 `--format 이름=파일`로 지정하십시오",
            )
        )
    return tuple(found)


def _target(text: str, template: Path | None) -> Target:
    """What `NAME` or `NAME=FILE` means. Raises BadCommand if there is no such format, or no file or template."""
    name, given, file = text.partition("=")
    if name not in FORMATS:
        raise cannot_be("--format", name, FORMATS)
    if given and not file:
        raise BadCommand(Text("`--format {text}` names no file", "`--format {text}`에 파일 이름이 없습니다", text=text))
    if name == TEMPLATE and template is None:
        raise BadCommand(
            Text(
                "`--format template` needs `--template FILE`", "`--format template`에는 `--template FILE`이 필요합니다"
            )
        )
    return Target(name, Path(file) if file else None, template=template if name == TEMPLATE else None)


def _by_itself(ci: CI | None) -> tuple[Target, ...]:
    """What is written where the user says nothing: text, with what the CI service reads if it is known."""
    if ci is None:
        return (Target(TEXT),)
    if ci.service is Service.GITLAB:
        return (Target(TEXT), Target("gitlab", GITLAB_REPORT))
    summary = ci.summary
    return (Target(TEXT), Target("github"), *([Target("markdown", summary, append=True)] if summary else []))


class Asked(NamedTuple):
    """How the output of a run is wanted."""

    outputs: Sequence[Target]
    style: Style
    records: Sequence[Path] = ()
    """Files of receipts and statements."""

    @property
    def files(self) -> list[Target]:
        """Every file that is to be written."""
        return [*self.outputs, *(Target(TEXT, each) for each in self.records)]


def deliver(run: Run, library: Library, terminal: Terminal, asked: Asked, records: Mapping[Path, str]) -> None:
    """Write every format to its place, and records to their files.

    Everything is made before anything is written; then files, each whole or not at all, then the terminal. Only what
    comes in pieces, which may be large, is made while it is written. What cannot be made or written is said at the end,
    by raising the first error; no older file is left in its place, because that would pass for the answer of this run.
    A template that is wrong is a wrong command: then nothing is written at all, unless what there is to say is that
    something could not be checked.
    """
    shown = [each for each in asked.outputs if each.file is None]
    errors: list[Exception] = []
    made: list[tuple[Target, str | Iterable[str]]] = []
    for each in asked.outputs:
        lazily = each.file is None and each.fmt == TEXT and len(shown) == 1  # styled as it is printed
        try:
            made.append((each, "" if lazily else _made(each, run, library, terminal, asked.style)))
        except Exception as error:  # of a defect in one format, the others have their answer
            errors.append(error)
            clear([each])
            if isinstance(error, BadCommand) and not run.unchecked:
                clear(asked.files)
                raise
    files = {each.file: (text, each.append) for each, text in made if each.file is not None}
    for path, (text, added) in (files | {path: (text, False) for path, text in records.items()}).items():
        try:
            if added and isinstance(text, str):
                append(path, text)
            else:
                write(path, text)
        except Exception as error:
            errors.append(error)
            clear([Target(TEXT, path, append=added)])
    for each, text in made:
        if each.file is None:
            _show(each, text, run, library, terminal, asked.style, guarded=len(shown) > 1)
    if errors:
        raise errors[0]
    if not shown and not asked.style.quiet:
        names = ", ".join(str(each.file) for each in asked.outputs)
        count = terminal.say(runs.counts(run))
        terminal.note(
            terminal.say(Text("{count}; wrote {names}", "{count}. {names} 작성 완료", count=count, names=names))
        )


def clear(outputs: Sequence[Target]) -> None:
    """Take away the files of outputs that get no answer; what others add to as well stays, as does what cannot go."""
    for each in outputs:
        if each.file is not None and not each.append:
            with suppress(BadCommand):
                remove(each.file)


FILES_OF_CHECK = ("--format", "-f", "--output", "-o", "--receipt", "--statement")
"""The options of `check` that name files which a run writes for that run alone."""


def files_named(words: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """The files that a `check` was to write, and whatever else its command line names, if it cannot be read as one."""
    named: list[Path] = []
    others: list[Path] = []
    for before, word in pairwise(words if words[:1] == ["check"] else ()):
        option, given, value = word.partition("=") if word.startswith("--") else (word[:2], word[2:], word[2:])
        if option in FILES_OF_CHECK and given:
            named += _file_of(option, value)
        elif before in FILES_OF_CHECK:
            named += _file_of(before, word)
        else:
            others += [Path(word), Path(value)]
    return named, others


def files_of(formats: Sequence[str]) -> list[Path]:
    """The files that formats name, whatever else is wrong with them."""
    return [path for each in formats for path in _file_of("--format", each)]


def _file_of(option: str, value: str) -> list[Path]:
    """The file that an option names, if it does: a format without one goes to the terminal."""
    file = value.partition("=")[2] if option in ("--format", "-f") else value
    return [Path(file)] if file else []


def clear_older(files: Iterable[Path], inputs: Sequence[Path]) -> None:
    """Take away files of an earlier run that a wrong command line names; what is read, or may be a plan, stays."""
    clear(
        [
            Target(TEXT, each)
            for each in files
            if not is_yaml(each) and not any(disk.same(each, other) for other in inputs)
        ]
    )


def _made(target: Target, run: Run, library: Library, terminal: Terminal, style: Style) -> str | Iterable[str]:
    """One format as text, as long as its place has room for, or in pieces that are made as they are asked for."""
    style = style._replace(
        template=_read(target.template),
        width=style.width if target.file else terminal.width,
        beside=target.file is None,
    )
    pieces = in_pieces(target.fmt)
    if pieces is not None and not target.append:
        return pieces(run, library, style)
    text = reporter(target.fmt)(run, library, style)
    if target.append and target.file is not None:
        room = SUMMARY_BYTES - (target.file.stat().st_size if target.file.is_file() else 0)
        if len(text.encode(errors="replace")) > room:
            text = reporter(target.fmt)(run, library, style._replace(longest=max(room // BYTES_A_SIGN, 0)))
    return text.removeprefix("\ufeff") if target.file is None else text


def _show(
    target: Target,
    text: str | Iterable[str],
    run: Run,
    library: Library,
    terminal: Terminal,
    style: Style,
    *,
    guarded: bool,
) -> None:
    """Print one format. Beside commands for a CI service, text is `guarded`: no line of a plan becomes a command."""
    if not isinstance(text, str):
        for piece in text:
            terminal.text(piece)
    elif target.fmt != TEXT:
        terminal.text(text)
    elif guarded:
        from kvcheck.reporters.github import guard

        terminal.text(guard(text))
    else:
        from kvcheck.reporters.text import lines

        if run.reports or not run.unchecked:  # else everything is said beside the output, as of every wrong input
            terminal.lines(lines(run, library, style._replace(width=terminal.width, beside=True)))


def _read(path: Path | None) -> str:
    """The text of a user's template; empty if there is none."""
    if path is None:
        return ""
    try:
        return template_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise BadCommand(cannot_read(str(path), why(error))) from None
