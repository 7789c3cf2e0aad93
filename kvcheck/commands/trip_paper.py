"""What `letter` and `card` share: the one trip that a paper is about, its template, and what it leaves out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kvcheck.errors import BadCommand, cannot_be, one_of
from kvcheck.language.text import Text
from kvcheck.model import Plan, Report, TripResult
from kvcheck.packs import Library, rules_root
from kvcheck.papers.said import Left, Quoted, Sentence, quoted
from kvcheck.shell.inputs import refuse_to_overwrite
from kvcheck.shell.judging import judge
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal

NOT_PERMITTED = 1
"""Exit code of a refusal."""


class Wanted(NamedTuple):
    """Whose paper is wanted, and by which rules the trip is judged."""

    traveler: str
    trip: str | None
    as_of: str
    today: str
    """The day on which the paper is made; waivers have to be valid on it."""


class Judged(NamedTuple):
    """The trip that a paper is about, as it was judged."""

    report: Report
    result: TripResult
    library: Library
    read: list[Path]
    """What was read, so that no paper is written over it."""


def judged(wanted: Wanted, settings: Settings, cache: Path | None, output: Path | None, *also: Path) -> Judged:
    """Judge the plan, with the policies and waivers that apply to it, and pick the trip that the paper is about.

    `output` is refused if it is read, as the files `also` are.
    """
    refuse_to_overwrite([*settings.inputs(), *also], output)
    library = Library(rules_root(), cache)
    run = judge(settings, library, wanted.as_of, waivers_on=wanted.today)
    [report] = run.reports
    trip = _trip(report.plan, wanted)
    result = next(result for result in report.trips if result.id == trip)
    return Judged(report, result, library, [*settings.inputs(), *also])


def _trip(plan: Plan, wanted: Wanted) -> str:
    """The id of the trip that is meant: the one named, or the only one of the traveler."""
    if wanted.traveler not in plan.travelers:
        raise cannot_be("--traveler", wanted.traveler, plan.travelers)
    trips = [trip["id"] for trip in plan.trips if trip["traveler"] == wanted.traveler]
    if not trips:
        name = wanted.traveler
        raise BadCommand(Text("traveler `{name}` has no trip", "출장자 `{name}`의 출장이 없습니다", name=name))
    if wanted.trip is not None:
        if wanted.trip not in trips:
            raise cannot_be("--trip", wanted.trip, trips)
        return wanted.trip
    if len(trips) > 1:
        hint = one_of(trips)
        raise BadCommand(
            Text(
                "traveler `{traveler}` has several trips; name one with `--trip`; {hint}",
                "출장자 `{traveler}`의 출장이 여러 건입니다. `--trip`으로 지정하십시오. {hint}",
                traveler=wanted.traveler,
                hint=hint,
            )
        )
    return str(trips[0])


def one_choice(option: str, value: str, allowed: Iterable[str]) -> None:
    """Refuse a value that an option does not have."""
    names = list(allowed)
    if value not in names:
        raise cannot_be(option, value, names)


def warn(left: Sequence[Left], terminal: Terminal) -> None:
    """Say on the error stream what a paper does not say. Paths of the plan, never its values."""
    if left:
        heads = Text("left out ({left}):", "기재하지 않은 항목({left}건):", left=len(left))
        terminal.note(terminal.say(heads))
    for each in left:
        terminal.note("  " + terminal.say(left_line(each)))


def warn_quoted(sentences: Iterable[Sentence], terminal: Terminal) -> None:
    """Say on the error stream what an English paper quotes that its reader cannot read. Paths of the plan only."""
    found = quoted(sentences)
    if found:
        terminal.note(terminal.say(quoted_head(found)))
    for each in found:
        terminal.note("  " + terminal.say(quoted_line(each)))


def quoted_head(found: Sequence[Quoted]) -> Text:
    """What a list of such quotes is, and what to do about it."""
    return Text(
        "quoted as the plan has it, not readable for an English reader ({found}); write it in English:",
        "계획에 적힌 그대로 인용하여 영어 독자가 읽을 수 없는 항목({found}건), 영문으로 적으십시오:",
        found=len(found),
    )


def quoted_line(each: Quoted) -> Text:
    """A quote by its path in the plan."""
    return Text(
        "{part}: {about} ({path})", "{part}: {about} ({path})", part=each.part, about=each.about, path=each.path
    )


def left_line(left: Left) -> Text:
    """What a paper leaves out, and why, by its path in the plan."""
    return Text(
        "{part}: {about} ({path}: {reason})",
        "{part}: {about} ({path}: {reason})",
        part=left.part,
        about=left.about,
        path=left.path,
        reason=left.reason,
    )
