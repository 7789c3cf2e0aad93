"""`kvcheck checklist`: the papers and steps of each trip, for the team or one file for each traveler."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kvcheck.checklist.build import checklist
from kvcheck.checklist.formats import CHECKLISTS, in_pieces
from kvcheck.checklist.text import lines
from kvcheck.checklist.value import Checklist
from kvcheck.commands.handed_out import Register
from kvcheck.errors import BadCommand, cannot_be, one_of
from kvcheck.language.text import Text
from kvcheck.model import Plan
from kvcheck.office.extras import office_needed
from kvcheck.packs import Library
from kvcheck.repository.handed_out import Entry, Making, entry
from kvcheck.shell.files import file_names, write, write_bytes, write_into
from kvcheck.shell.inputs import answer_into, tell_unread
from kvcheck.shell.judging import judge
from kvcheck.shell.law import library_of
from kvcheck.shell.making import one_by_one
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style

Maker = Callable[[Checklist, Library, str], bytes]
"""Makes a paper of a checklist, in a language."""


def _html(each: Checklist, library: Library, lang: str) -> bytes:
    from kvcheck.checklist.html import render

    return render(each, library, lang).encode(errors="replace")


def _docx(each: Checklist, library: Library, lang: str) -> bytes:
    with office_needed():
        from kvcheck.checklist.word import render
    return render(each, library, lang)


def _ics(each: Checklist, library: Library, lang: str) -> bytes:
    del library
    from kvcheck.checklist.calendar import render

    return render(each, lang)


PAPERS: Mapping[str, Maker] = {"html": _html, "docx": _docx, "ics": _ics}
"""Formats that may name the traveler, so that they go into files only."""
SUFFIXES = {"text": "txt", "markdown": "md", "json": "json", "html": "html", "docx": "docx", "ics": "ics"}


def run(
    settings: Settings,
    terminal: Terminal,
    *,
    fmt: str,
    output: Path | None,
    split: Path | None,
    register: Path | None,
    as_of: str,
    today: str,
    travelers: Sequence[str],
    trips: Sequence[str],
    verbose: bool,
) -> int:
    """List what the trips of the one plan need; returns 0, whatever their verdicts.

    `travelers` and `trips` are the ids wanted, all if there are none; with `split`, one file for each traveler. Files
    go into the `register`, as made on the day `today`.
    """
    _options(fmt, output, split)
    if register is not None and output is None and split is None:
        raise BadCommand(
            Text(
                "`--register` keeps files: give `--output FILE` or `--split FOLDER`",
                "`--register`는 파일을 기록합니다. `--output FILE` 또는 `--split FOLDER`를 지정하십시오",
            )
        )
    with answer_into(output, settings.inputs()):
        kept = Register(register, settings.inputs())
        library = library_of(settings, terminal.cache)
        [report] = judge(settings, library, as_of).reports
        tell_unread(settings, terminal)
        _known(report.plan, travelers, trips)
        found = checklist(report, library, travelers=travelers, trips=trips)
        if not found.trips:
            raise BadCommand(
                Text("no trip of that traveler has that id", "해당 출장자에게 그 식별자의 출장이 없습니다")
            )
        style = Style(lang=terminal.lang, verbose=verbose, width=terminal.width)
        making = Making("checklist", SUFFIXES[fmt], report, today)
        if split is not None:
            _split(found, library, split, style, terminal, kept, making)
        elif output is not None and register is None and fmt in CHECKLISTS:
            write(output, in_pieces(fmt, found, library, style))
            terminal.wrote(output)
        elif output is not None:
            made = _made(found, library, fmt, style)
            with kept.taking([_entry(making, found, made)], [output]) as also:
                write_bytes(output, made, also)
            terminal.wrote(output)
        elif fmt == "text":
            terminal.lines(lines(found, library, style))
        else:
            for piece in in_pieces(fmt, found, library, style):
                terminal.text(piece)
        return 0


def _options(fmt: str, output: Path | None, split: Path | None) -> None:
    """Refuse options that do not go together."""
    if fmt not in SUFFIXES:
        raise cannot_be("--format", fmt, SUFFIXES)
    if output is not None and split is not None:
        raise BadCommand(
            Text("give `--output` or `--split`, not both", "`--output`과 `--split` 중 하나만 지정하십시오")
        )
    if fmt in PAPERS and output is None and split is None:
        raise BadCommand(
            Text(
                "`{fmt}` is written to a file: give `--output FILE` or `--split FOLDER`",
                "`{fmt}` 형식은 파일로만 씁니다. `--output FILE` 또는 `--split FOLDER`를 지정하십시오",
                fmt=fmt,
            )
        )


def _known(plan: Plan, travelers: Sequence[str], trips: Sequence[str]) -> None:
    """Every id asked for is one of the plan."""
    ids = [str(trip["id"]) for trip in plan.trips]
    for wanted, known, what in (
        (travelers, list(plan.travelers), Text("traveler", "출장자")),
        (trips, ids, Text("trip", "출장")),
    ):
        for each in wanted:
            if each not in known:
                hint = one_of(known, each)
                raise BadCommand(
                    Text(
                        "no {what} `{each}`; {hint}",
                        "{what} `{each}`{:이} 없습니다. {hint}",
                        what=what,
                        each=each,
                        hint=hint,
                    )
                )


def _made(each: Checklist, library: Library, fmt: str, style: Style) -> bytes:
    """A checklist in a format, as bytes."""
    if fmt in PAPERS:
        return PAPERS[fmt](each, library, style.lang)
    return CHECKLISTS[fmt](each, library, style).encode(errors="replace")


def _entry(making: Making, each: Checklist, made: bytes) -> Entry:
    """What a register says of a checklist."""
    return entry(making, made, [trip.result for trip in each.trips])


def _split(
    each: Checklist,
    library: Library,
    folder: Path,
    style: Style,
    terminal: Terminal,
    kept: Register,
    making: Making,
) -> None:
    """One file for each traveler: all of them, or none."""
    fmt = next(name for name, suffix in SUFFIXES.items() if suffix == making.fmt)
    names = file_names(each.travelers, making.paper, making.fmt)
    made: dict[str, bytes] = {}
    more: list[Entry] = []
    apart = each.by_traveler()
    with terminal.progress(len(apart)) as step:
        for traveler, content in one_by_one(list(apart), lambda one: _made(apart[one], library, fmt, style), step):
            made[names[traveler]] = content
            more.append(_entry(making, apart[traveler], content))
    with kept.taking(more, [folder / name for name in made]) as also:
        write_into(folder, made, also)
    terminal.wrote_into(folder, list(made))
