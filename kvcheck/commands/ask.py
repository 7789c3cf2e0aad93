"""`kvcheck ask`: the questions that would settle what is open, and their answers into the plan."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck.advice.ask.formats import QUESTIONS
from kvcheck.advice.ask.text import lines
from kvcheck.advice.ask.value import Asking
from kvcheck.commands.ask_dialog import Dialog, Reader
from kvcheck.commands.desk import Desk, refuse_to_write, write_answers
from kvcheck.errors import BadCommand, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.rosters.question_book import answers_in, question_book
from kvcheck.shell.files import write_bytes
from kvcheck.shell.inputs import answer_into
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal

WORKBOOK = "xlsx"
FOR_ONE_RUN = Text(
    "`--set` is for one run, `--write` keeps: put lasting answers into a file for `--answers`",
    "`--set`은 한 번의 실행에만 적용됩니다. 계획에 쓸 답변은 `--answers` 파일로 지정하십시오",
)


class Options(NamedTuple):
    """What `ask` is asked for beside its settings."""

    as_of: str
    fmt: str = "text"
    output: Path | None = None
    answers: Path | None = None
    """A workbook of questions that somebody filled in, or a file with a `path=value` on each line."""
    write: bool = False
    """Whether answers go into the plan."""
    verbose: bool = False
    only: Only = Only()


def run(settings: Settings, terminal: Terminal, options: Options, reader: Reader | None) -> int:
    """Ask about the plans; `reader` reads a line of the user, None without one. Returns 4 if something is open."""
    answers = [options.answers] if options.answers is not None else []
    with answer_into(options.output, [*settings.inputs(), *answers]):
        _refuse(settings, options)
        library = library_of(settings, terminal.cache)
        desks = [Desk(settings, each, library, options.as_of, options.only) for each in settings.plans]
        options.only.refuse({name: traveler for desk in desks for name, traveler in desk.trips.items()})
        if options.answers is not None:
            given = answers_in(options.answers)
            for desk in desks:
                desk.take(given, alone=len(desks) == 1)
        asking = [desk.asking(progress=terminal.progress) for desk in desks]
        if reader is not None and options.fmt == "text" and options.output is None:
            for desk, each in zip(desks, asking, strict=True):
                Dialog(desk, terminal, reader, verbose=options.verbose).run(each)
            asking = [desk.asking() for desk in desks]
            asked = any(desk.answers for desk in desks)
            if asked and not options.write and not settings.supposed:
                options = options._replace(write=Dialog.confirms(terminal, reader))
        else:
            _deliver(asking, terminal, options)
        if options.write:
            _write(desks, terminal)
        return 4 if any(each.open for each in asking) else 0


def _refuse(settings: Settings, options: Options) -> None:
    if options.fmt != WORKBOOK and options.fmt not in QUESTIONS:
        raise cannot_be("--format", options.fmt, [*QUESTIONS, WORKBOOK])
    if options.fmt == WORKBOOK and options.output is None:
        raise BadCommand(Text("a workbook needs `--output FILE`", "통합 문서에는 `--output FILE`이 필요합니다"))
    if options.write:
        refuse_to_write(settings, FOR_ONE_RUN)


def _deliver(asking: Sequence[Asking], terminal: Terminal, options: Options) -> None:
    """The questions in the format asked for, into a file or onto the terminal."""
    if options.output is not None and options.fmt == WORKBOOK:
        write_bytes(options.output, question_book(asking, terminal.lang))
        terminal.wrote(options.output)
    else:
        show(asking, terminal, options, QUESTIONS, lines)


def _write(desks: Sequence[Desk], terminal: Terminal) -> None:
    """All answers into the files, or none."""
    written = write_answers(desks)
    if not written:
        terminal.note(terminal.say(Text("no answers to write", "쓸 답변이 없습니다")))
        return
    number = count(sum(len(desk.answers) for desk in desks), "answer", "개")
    names = ", ".join(str(path) for path in written)
    terminal.note(
        terminal.say(
            Text("wrote {number} into {names}", "{names}에 답변 {number} 작성 완료", number=number, names=names)
        )
    )
