"""`kvcheck compare`: every class side by side for each trip."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck.advice.compare.formats import COMPARISONS
from kvcheck.advice.compare.text import lines
from kvcheck.advice.compare.weigh import compare
from kvcheck.errors import BadCommand, CannotCheck, cannot_be
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.packs import Library, rules_root
from kvcheck.shell.files import write
from kvcheck.shell.inputs import load_all, refuse_to_overwrite
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style


def run(
    settings: Settings,
    terminal: Terminal,
    *,
    fmt: str,
    output: Path | None,
    as_of: str,
    trips: Sequence[str],
    verbose: bool,
) -> int:
    """Weigh the trips of the plans in every class; returns 0.

    `trips` are the ids wanted; all if there are none.
    """
    if fmt not in COMPARISONS:
        raise cannot_be("--format", fmt, COMPARISONS)
    refuse_to_overwrite(settings.inputs(), output)
    library = Library(rules_root(), terminal.cache)
    plans, problems = load_all(settings, library)
    if problems:
        raise CannotCheck(problems)
    wanted = set(trips)
    unknown = wanted - {trip["id"] for each in plans for trip in each.trips}
    if unknown:
        names = ticked(sorted(unknown))
        raise BadCommand(Text("no trip {names}", "출장 {names:이} 없습니다", names=names))
    chosen = [each for each in plans if not wanted or any(trip["id"] in wanted for trip in each.trips)]
    comparisons = [
        compare(each, library, as_of=as_of, only=wanted)._replace(supposed=settings.supposed) for each in chosen
    ]
    if output is not None:
        write(output, COMPARISONS[fmt](comparisons, Style(lang=terminal.lang, verbose=verbose)))
        terminal.wrote(output)
        return 0
    style = Style(lang=terminal.lang, verbose=verbose, width=terminal.width)
    if fmt == "text":
        terminal.lines(lines(comparisons, style))
    else:
        terminal.text(COMPARISONS[fmt](comparisons, style))
    return 0
