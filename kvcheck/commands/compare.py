"""`kvcheck compare`: every class side by side for each trip."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kvcheck.advice.compare.formats import COMPARISONS
from kvcheck.advice.compare.text import lines
from kvcheck.advice.compare.weigh import compare
from kvcheck.errors import BadCommand, CannotCheck, cannot_be
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.packs import Library, rules_root
from kvcheck.shell.inputs import load_all, refuse_to_overwrite
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal


class Options(NamedTuple):
    """What `compare` is asked for beside its settings."""

    as_of: str
    fmt: str = "text"
    output: Path | None = None
    verbose: bool = False
    trips: Sequence[str] = ()
    """The ids of the trips wanted; all if there are none."""


def run(settings: Settings, terminal: Terminal, options: Options) -> int:
    """Weigh the trips of the plans in every class; returns 0."""
    if options.fmt not in COMPARISONS:
        raise cannot_be("--format", options.fmt, COMPARISONS)
    refuse_to_overwrite(settings.inputs(), options.output)
    library = Library(rules_root(), terminal.cache)
    plans, problems = load_all(settings, library)
    if problems:
        raise CannotCheck(problems)
    wanted = set(options.trips)
    unknown = wanted - {trip["id"] for each in plans for trip in each.trips}
    if unknown:
        names = ticked(sorted(unknown))
        raise BadCommand(Text("no trip {names}", "출장 {names:이} 없습니다", names=names))
    chosen = [each for each in plans if not wanted or any(trip["id"] in wanted for trip in each.trips)]
    comparisons = [
        compare(each, library, as_of=options.as_of, only=wanted)._replace(supposed=settings.supposed) for each in chosen
    ]
    show(comparisons, terminal, options, COMPARISONS, lines)
    return 0
