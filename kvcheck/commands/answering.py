"""What a run says where it could not check: every format that was asked for has it, in its own terms."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kvcheck.errors import KvcheckError, Problem
from kvcheck.language.text import Text
from kvcheck.model import Run, Unchecked
from kvcheck.packs import Library, rules_root
from kvcheck.shell.targets import TEXT, Asked, Target, clear, deliver
from kvcheck.shell.terminal import PARTLY, UNCHECKED, Terminal
from kvcheck.telling.style import Style

if TYPE_CHECKING:
    from kvcheck.commands.check import Options

NO_RECEIPT = Text("no receipt was written", "판정 기록은 작성하지 않았습니다")
DEFECT = Text("a defect in kvcheck: {kind}", "kvcheck 결함: {kind}")


def wanted(options: "Options", outputs: Sequence[Target], terminal: Terminal) -> Asked:
    """How the output of a run of `check` is wanted."""
    style = Style(lang=terminal.lang, verbose=options.verbose, quiet=options.quiet, passes=options.sarif_passes)
    return Asked(outputs, style, options.records)


@contextmanager
def told(asked: Asked, terminal: Terminal) -> Iterator[None]:
    """Where a run ends by an error, leave no file of an earlier run that would pass for its answer.

    A defect is told in every format. Of a wrong command line, and where the user interrupts, files are just gone.
    """
    try:
        yield
    except BaseException as error:
        clear(asked.files)
        if isinstance(error, Exception) and not isinstance(error, KvcheckError):
            _instead(Problem(message=DEFECT.filled(kind=type(error).__name__)), asked, terminal)
        raise


def tell(run: Run, terminal: Terminal, asked: Asked) -> None:
    """Say beside the output what of a run could not be checked; no record of an earlier run is left."""
    clear([Target(TEXT, each) for each in asked.records])
    if asked.records:
        terminal.note(terminal.say(NO_RECEIPT))
    terminal.flush()  # in a log, what is said beside the output comes after it
    annotated = any(each.fmt == "github" for each in asked.outputs)
    terminal.problems(run.problems, PARTLY if run.reports else UNCHECKED, annotate=not annotated)


def nothing_but(problems: Sequence[Problem]) -> Run:
    """A run that found nothing but what kept it from being one."""
    return Run((), unchecked=(Unchecked("", tuple(problems)),))


def _instead(problem: Problem, asked: Asked, terminal: Terminal) -> None:
    """Deliver a run that has nothing but a problem, to files and programs; people are told by who catches the error."""
    others = [each for each in asked.outputs if each.file is not None or each.fmt != TEXT]
    quiet = asked._replace(outputs=others, style=asked.style._replace(quiet=True))
    with suppress(Exception):  # the error that goes on is the one to be told
        deliver(nothing_but([problem]), Library(rules_root()), terminal, quiet, {})
