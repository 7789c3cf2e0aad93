"""Where each format of a run goes: the terminal, a file, or what a CI service reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kvcheck.errors import BadCommand, cannot_be
from kvcheck.language.text import Text
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.reporters import FORMATS, reporter
from kvcheck.shell.ci import CI, GITLAB_REPORT, Service
from kvcheck.shell.files import append, write
from kvcheck.shell.inputs import template_bytes
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import cannot_read, why
from kvcheck.telling import runs
from kvcheck.telling.style import Style

TEXT, TEMPLATE = "text", "template"


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


def deliver(
    run: Run,
    library: Library,
    terminal: Terminal,
    outputs: Sequence[Target],
    beside: Mapping[Path, str],
    *,
    verbose: bool,
    quiet: bool,
) -> None:
    """Write every format to its place, and the texts `beside` to their files.

    Everything is made before anything is written; then files, each whole or not at all, then the terminal.
    """
    style = Style(lang=terminal.lang, verbose=verbose, quiet=quiet)
    shown = [each for each in outputs if each.file is None]
    made = []
    for each in outputs:
        own = style._replace(template=_read(each.template), width=style.width if each.file else terminal.width)
        lazily = each.file is None and each.fmt == TEXT and len(shown) == 1  # styled as it is printed
        made.append((each, "" if lazily else reporter(each.fmt)(run, library, own)))
    for each, text in made:
        if each.file is not None:
            (append if each.append else write)(each.file, text)
    for path, text in beside.items():
        write(path, text)
    for each, text in made:
        if each.file is None:
            _show(each, text, run, library, terminal, style, guarded=len(shown) > 1)
    if not shown and not quiet:
        names = ", ".join(str(each.file) for each in outputs)
        count = terminal.say(runs.counts(run))
        terminal.note(
            terminal.say(Text("{count}; wrote {names}", "{count}. {names} 작성 완료", count=count, names=names))
        )


def _show(
    target: Target, text: str, run: Run, library: Library, terminal: Terminal, style: Style, *, guarded: bool
) -> None:
    """Print one format. Beside commands for a CI service, text is `guarded`: no line of a plan becomes a command."""
    if target.fmt != TEXT:
        terminal.text(text)
    elif guarded:
        from kvcheck.reporters.github import guard

        terminal.text(guard(text))
    else:
        from kvcheck.reporters.text import lines

        terminal.lines(lines(run, library, style._replace(width=terminal.width)))


def _read(path: Path | None) -> str:
    """The text of a user's template; empty if there is none."""
    if path is None:
        return ""
    try:
        return template_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise BadCommand(cannot_read(str(path), why(error))) from None
